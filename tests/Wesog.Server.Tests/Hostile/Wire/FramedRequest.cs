using System.Text.RegularExpressions;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>A request that must get a response.</summary>
/// <param name="IsHead">Whether its response has no body.</param>
/// <param name="IsOfKnownVersion">Whether it is HTTP/1.0 or HTTP/1.1. The response to any other version may be 505.</param>
/// <param name="EndsWithItsConnection">Whether it is HTTP/1.0, where the end of the connection can end the response.</param>
/// <param name="IsWellFormed">Whether its first line is well-formed.</param>
/// <param name="IsMapped">Whether its path is, or lies below, a path that the routes are mapped to.</param>
internal sealed partial record FramedRequest(bool IsHead, bool IsOfKnownVersion, bool EndsWithItsConnection, bool IsWellFormed, bool IsMapped)
{
    public static FramedRequest Of(string firstLine) => new(
        firstLine.StartsWith("HEAD ", StringComparison.Ordinal),
        Version().IsMatch(firstLine),
        firstLine.EndsWith(" HTTP/1.0", StringComparison.Ordinal),
        Line().IsMatch(firstLine),
        MappedPath().IsMatch(firstLine) && !DotSegment().IsMatch(firstLine));

    // A line break ends the line before its version.
    [GeneratedRegex(@"^[^\r\n]* HTTP/1\.[01]$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^[!-~]+ [!-~]+ HTTP/1\.[01]$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^[!-~]+ (?:http://h)?/(?:imgs|ops)(?:[/?][!-~]*)? HTTP/1\.[01]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MappedPath();

    // The server removes this segment and the previous one.
    [GeneratedRegex(@"^[^ ]+ [^ ?]*/(?:\.|%2E){2}(?:[/ ?])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DotSegment();
}
