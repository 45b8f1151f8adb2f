using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Guarantees;

/// <summary>All tests of the repository, read from their sources, so that tests of projects outside the build count too.</summary>
internal static partial class TestIndex
{
    /// <summary>The names of the tests as <c>Class.Test</c>.</summary>
    public static IReadOnlySet<string> Names { get; } = Repository.Sources("tests").SelectMany(NamesIn).ToHashSet();

    private static IEnumerable<string> NamesIn(SourceFile file)
    {
        var type = "";
        foreach (Match match in TypeOrTest().Matches(file.Code))
        {
            if (match.Groups["type"].Success)
            {
                type = match.Groups["type"].Value;
            }
            else
            {
                yield return $"{type}.{match.Groups["test"].Value}";
            }
        }
    }

    // Other attributes, such as [InlineData], and their comments may follow a [Fact].
    [GeneratedRegex(
        @"^public [\w ]*\bclass (?<type>\w+)" +
        @"|^    \[(?:\w*Fact|Theory)\b[^\n]*\n(?:    \[[^\n]*\n|     [^\n]*\n|[ \t]*(?://[^\n]*)?\n)*?    public (?:async )?[\w<>]+ (?<test>\w+)\(",
        RegexOptions.Multiline)]
    private static partial Regex TypeOrTest();
}
