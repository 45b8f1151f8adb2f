using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Wesog.Operations;

namespace Wesog.Server.Hosting;

/// <summary>
/// Tells the failures of a start that the person who starts the server can mend, in words. Any other failure is the
/// server's own and keeps its stack trace.
/// </summary>
internal static class StartupFault
{
    /// <summary>What is wrong, a line each; nothing where the failure is not of that kind.</summary>
    public static IReadOnlyList<string> Describe(Exception failure) => failure switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => Merge(several),
        InvalidDataException unreadable => [Chain(unreadable)],
        SocketException => [$"An address cannot be listened on: {failure.Message}. Addresses come from ASPNETCORE_URLS or --urls."],
        IOException => [failure.Message],
        WesogException refusal => [refusal.Message],
        { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => [failure.Message],
        _ => [],
    };

    // Several failures are told in words only if each of them can be.
    private static IReadOnlyList<string> Merge(AggregateException several)
    {
        var described = several.Flatten().InnerExceptions.Select(Describe).ToList();
        return described.TrueForAll(lines => lines.Count > 0) ? [.. described.SelectMany(lines => lines)] : [];
    }

    // The outer message names the file, the inner ones the line.
    private static string Chain(Exception failure) =>
        failure.InnerException is { } inner ? $"{failure.Message} {Chain(inner)}" : failure.Message;
}
