using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>
/// The C# of the documents compiles: a file of the tests contains each block, with other white space, between
/// <c>// snippet: name</c> and <c>// end snippet</c>.
/// </summary>
public sealed partial class ReadmeRules
{
    /// <summary>Each document with the file that contains its snippets.</summary>
    public static TheoryData<string, string> Documents => new()
    {
        { "README.md", "tests/Wesog.AspNetCore.Tests/Readme/ReadmeSnippets.cs" },
        { "docs/embedding.md", "tests/Wesog.AspNetCore.Tests/Readme/EmbeddingSnippets.cs" },
        { "docs/formulas.md", "tests/Wesog.Core.Tests/Query/FormulaSnippets.cs" },
        { "docs/http.md", "tests/Wesog.AspNetCore.Tests/Readme/HttpSnippets.cs" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_compiles(string document, string snippets) => Violations.AssertNone(
        $"{snippets} contains each ```csharp block of {document}.", Blocks(document).Except(CompiledSnippets(snippets)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_snippet_is_shown(string document, string snippets) => Violations.AssertNone(
        $"{document} contains each snippet of {snippets}.", CompiledSnippets(snippets).Except(Blocks(document)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_document_shows_code(string document, string snippets) => Assert.Equal(CompiledSnippets(snippets).Count, Blocks(document).Count);

    // In a namespace under Wesog, names of Wesog resolve without the using lines that the document shows.
    [Theory]
    [MemberData(nameof(Documents))]
    public void Snippets_compile_outside_the_namespaces_of_the_packages(string document, string snippets) =>
        Assert.True(new SourceFile(snippets).Namespace == "ReaderApp", $"{snippets} of {document} is in the namespace ReaderApp.");

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
