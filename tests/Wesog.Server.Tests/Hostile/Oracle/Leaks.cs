using System.Text.RegularExpressions;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Oracle;

/// <summary>Finds internal details in a response: of the code, the store or the machine.</summary>
/// <remarks>Except <c>"store":"sqlite"</c>, which /health/ready contains intentionally.</remarks>
internal static partial class Leaks
{
    /// <summary>The first internal detail; null if there is none.</summary>
    public static string? Find(Response response, string directory)
    {
        var text = response.ToString() + response.Text;
        return InternalDetails().Match(text) is { Success: true } leak ? leak.Value
            : text.Contains(directory, StringComparison.OrdinalIgnoreCase) ? directory
            : null;
    }

    [GeneratedRegex(
        """\bSystem\.|\bMicrosoft\b|\bWesog\.|Exception\b|\bKestrel\b|(?:^|\n|\\n)\s+at \w|\.cs\b|\.dll\b|:line \d|/(?:root|home|tmp|usr|src)/|\w:\\\\"""
        + """|\bsqlite(?!")|\b(?:SELECT|INSERT|UPDATE|DELETE) (?:INTO|FROM|\w+ SET)\b|\bconstraint failed|\bStackTrace|NullReference|\bThread\b""",
        RegexOptions.IgnoreCase)]
    private static partial Regex InternalDetails();
}
