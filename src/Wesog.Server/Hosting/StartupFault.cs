using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Wesog.Operations;

namespace Wesog.Server.Hosting;

/// <summary>
/// Describes start failures that the operator can correct, such as invalid settings. Other failures are bugs and keep their stack trace.
/// </summary>
internal static class StartupFault
{
    /// <summary>The faults, one line each; empty if the failure is a bug.</summary>
    public static IReadOnlyList<string> Describe(Exception failure) => failure switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => Merge(several),
        InvalidDataException unreadable => [Chain(unreadable)],
        SocketException => [$"The server cannot listen on an address: {failure.Message}. Addresses come from ASPNETCORE_URLS or --urls."],
        IOException => [failure.Message],
        WesogException refusal => [refusal.Message],
        { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => [failure.Message],
        _ => [],
    };

    // Several failures are described only if each of them can be.
    private static IReadOnlyList<string> Merge(AggregateException several)
    {
        var described = several.Flatten().InnerExceptions.Select(Describe).ToList();
        return described.TrueForAll(lines => lines.Count > 0) ? [.. described.SelectMany(lines => lines)] : [];
    }

    // The outer message names the file, the inner messages name the line.
    private static string Chain(Exception failure) =>
        failure.InnerException is { } inner ? $"{failure.Message} {Chain(inner)}" : failure.Message;
}
