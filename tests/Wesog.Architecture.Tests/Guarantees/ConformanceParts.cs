using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Guarantees;

/// <summary>Reads the parts of the conformance suite, and the stores that inherit them, from the sources.</summary>
internal static partial class ConformanceParts
{
    private const string Folder = "tests/Wesog.Testing/Conformance";
    private const string Suite = "StoreConformance";
    private const string DurableSuite = "DurableStoreConformance";

    /// <summary>The stores in the order of the document's columns, with the sources that inherit the suite.</summary>
    public static IReadOnlyList<(string Store, string Sources)> Stores { get; } =
    [
        ("memory", Repository.Read("tests/Wesog.Core.Tests/Storage/InMemoryConformance.cs")),
        ("SQLite", Repository.Read("tests/Wesog.Sqlite.Tests/SqliteConformance.cs")),
        ("MongoDB", Repository.Read("tests/Wesog.MongoDB.Tests/MongoConformance.cs")),
    ];

    /// <summary>Whether a store inherits a class of tests, such as <c>StoreConformance</c>, which the suite for durable stores includes.</summary>
    public static bool IsInherited(string sources, string type) =>
        sources.Contains($" : {type}<", StringComparison.Ordinal) || (type == Suite && IsInherited(sources, DurableSuite));

    /// <summary>Generates one table per part and one row per test, with the text of its summary.</summary>
    public static string Describe() => string.Join('\n', Repository.Sources(Folder).SelectMany(DescribePart));

    private static IEnumerable<string> DescribePart(SourceFile file)
    {
        var tests = Test().Matches(file.Text);
        if (tests.Count == 0)
        {
            yield break;
        }

        // A file is a part of a class: StoreConformance.Lease.
        var type = file.Name.Split('.')[0];
        var stores = Stores.Select(store => IsInherited(store.Sources, type) ? "holds" : ReasonAgainst(store.Store, type));
        yield return $"### {Line(Part().Match(file.Text).Groups["text"].Value)}\n";
        yield return $"| guarantee | test of `{type}` | {string.Join(" | ", Stores.Select(store => store.Store))} |";
        yield return "| --- | --- | --- | --- | --- |";
        foreach (Match test in tests)
        {
            yield return $"| {Line(test.Groups[1].Value)} | `{type}.{test.Groups[2].Value}` | {string.Join(" | ", stores)} |";
        }

        yield return "";
    }

    private static string ReasonAgainst(string store, string type) => (store, type) switch
    {
        ("memory", DurableSuite) => "no: content ends with the process",
        _ => throw new InvalidOperationException($"The {store} store does not inherit {type}. Add the reason here."),
    };

    private static string Line(string summary)
    {
        var text = Tag().Replace(summary, match => $"`{match.Groups[1].Value.Split('.')[^1]}`");
        return Break().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal).TrimEnd('.');
    }

    [GeneratedRegex(@"^(?:/// <summary>(?<text>[\s\S]*?)</summary>|// (?<text>[^\n]*(?:\n// [^\n]*)*)\npublic )", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"^    /// <summary>((?:(?!</summary>)[\s\S])*)</summary>\n    \[(?:Fact|Theory)\b(?:(?!\n    \})[\s\S])*?public async Task (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"<(?:see cref=""|c>)([^""<]*)(?:""/>|</c>)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s*\n\s*///?\s*")]
    private static partial Regex Break();
}
