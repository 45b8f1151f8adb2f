using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>
/// The C# of the README is code that compiles: each block stands, white space aside, between <c>// snippet: name</c> and
/// <c>// end snippet</c> in a file of the tests.
/// </summary>
public sealed partial class ReadmeRules
{
    private const string Snippets = "tests/Wesog.AspNetCore.Tests/Readme/ReadmeSnippets.cs";

    [Fact]
    public void Every_block_of_the_readme_compiles() => Violations.AssertNone(
        $"Each ```csharp block of README.md stands in {Snippets}.", Blocks().Except(CompiledSnippets()));

    [Fact]
    public void Every_snippet_is_in_the_readme() => Violations.AssertNone(
        $"Each snippet of {Snippets} stands in README.md.", CompiledSnippets().Except(Blocks()));

    [Fact]
    public void The_readme_shows_code() => Assert.NotEmpty(Blocks());

    private static IReadOnlyList<string> Blocks() => Normalised(Block().Matches(Repository.Read("README.md")));

    private static IReadOnlyList<string> CompiledSnippets() => Normalised(Snippet().Matches(Repository.Read(Snippets)));

    private static IReadOnlyList<string> Normalised(MatchCollection matches) =>
        [.. matches.Select(match => WhiteSpace().Replace(match.Groups[1].Value, " ").Trim())];

    [GeneratedRegex(@"^```csharp\s*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*// snippet: [^\n]+\n(.*?)^\s*// end snippet", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
