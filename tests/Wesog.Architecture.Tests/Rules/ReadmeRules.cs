using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>
/// The C# of the README and of <c>docs/embedding.md</c> is code that compiles: each block stands, white space aside, between
/// <c>// snippet: name</c> and <c>// end snippet</c> in a file of the tests.
/// </summary>
public sealed partial class ReadmeRules
{
    /// <summary>Each document with the file that compiles its code.</summary>
    public static TheoryData<string, string> Documents => new()
    {
        { "README.md", "tests/Wesog.AspNetCore.Tests/Readme/ReadmeSnippets.cs" },
        { "docs/embedding.md", "tests/Wesog.AspNetCore.Tests/Readme/EmbeddingSnippets.cs" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_compiles(string document, string snippets) => Violations.AssertNone(
        $"Each ```csharp block of {document} stands in {snippets}.", Blocks(document).Except(CompiledSnippets(snippets)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_snippet_is_shown(string document, string snippets) => Violations.AssertNone(
        $"Each snippet of {snippets} stands in {document}.", CompiledSnippets(snippets).Except(Blocks(document)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_document_shows_code(string document, string snippets) => Assert.Equal(CompiledSnippets(snippets).Count, Blocks(document).Count);

    private static IReadOnlyList<string> Blocks(string document) => Normalised(Block().Matches(Repository.Read(document)));

    private static IReadOnlyList<string> CompiledSnippets(string file) => Normalised(Snippet().Matches(Repository.Read(file)));

    private static IReadOnlyList<string> Normalised(MatchCollection matches) =>
        [.. matches.Select(match => WhiteSpace().Replace(match.Groups[1].Value, " ").Trim())];

    [GeneratedRegex(@"^```csharp\s*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*// snippet: [^\n]+\n(.*?)^\s*// end snippet", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
