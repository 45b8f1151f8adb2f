using System.Text.RegularExpressions;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>A request that has to be answered.</summary>
/// <param name="IsHead">Whether its answer has no body.</param>
/// <param name="IsOfKnownVersion">Whether it is HTTP/1.0 or HTTP/1.1; any other version may be answered by 505.</param>
/// <param name="IsWellFormed">Whether its first line is one of HTTP.</param>
internal sealed partial record FramedRequest(bool IsHead, bool IsOfKnownVersion, bool IsWellFormed)
{
    public static FramedRequest Of(string firstLine) => new(
        firstLine.StartsWith("HEAD ", StringComparison.Ordinal), Version().IsMatch(firstLine), Line().IsMatch(firstLine));

    [GeneratedRegex(@" HTTP/1\.[01]$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^[!-~]+ [!-~]+ HTTP/1\.[01]$")]
    private static partial Regex Line();
}
