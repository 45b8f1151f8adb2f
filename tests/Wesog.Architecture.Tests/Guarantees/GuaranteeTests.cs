using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Rules;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Guarantees;

/// <summary>
/// docs/guarantees.md names tests that are there, claims for a store what its tests show, and holds the conformance suite in its
/// own words. With WESOG_UPDATE_GUARANTEES=1 it writes those words into the document instead.
/// </summary>
public sealed partial class GuaranteeTests
{
    private const string Document = "docs/guarantees.md";
    private const string UpdateVariable = "WESOG_UPDATE_GUARANTEES";

    private static readonly string _text = Repository.Read(Document);
    private static readonly IReadOnlyList<GuaranteeRow> _rows = GuaranteeRow.AllOf(_text);

    [Fact]
    public void Every_test_that_is_named_is_there() => Violations.AssertNone(
        $"A test in {Document} is a [Fact] or a [Theory] of the tests.",
        TestName().Matches(_text).Select(match => match.Groups[1].Value).Distinct().Where(name => !TestIndex.Names.Contains(name)));

    [Fact]
    public void Every_promise_names_its_test_and_says_of_each_store_whether_it_holds()
    {
        Assert.True(_rows.Count > 200, $"Only {_rows.Count} promises were found.");
        Violations.AssertNone(
            $"A row of {Document}: promise, tests, and of each store \"holds\" or \"no: why\".",
            from row in _rows
            where row.Tests.Count == 0 || !row.Stores.All(cell => StoreCell().IsMatch(cell))
            select row.Promise);
    }

    [Fact]
    public void What_the_suite_shows_holds_for_the_stores_that_inherit_it() => Violations.AssertNone(
        "A store for which a promise of the conformance suite holds inherits that part of it.",
        from row in _rows
        from part in row.Tests.Select(test => test.Split('.')[0]).Where(name => name.EndsWith("Conformance", StringComparison.Ordinal)).Distinct()
        from column in Enumerable.Range(0, ConformanceParts.Stores.Count)
        let store = ConformanceParts.Stores[column]
        where row.Stores[column].StartsWith("holds", StringComparison.Ordinal) && !ConformanceParts.IsInherited(store.Sources, part)
        select $"{store.Store}, {part}: {row.Promise}");

    [Fact]
    public void The_promises_of_stores_are_those_of_the_suite()
    {
        var block = Generated().Match(_text);
        Assert.True(block.Success, $"{Document} has no generated part.");
        var actual = ConformanceParts.Describe();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            var inner = block.Groups[1];
            File.WriteAllText(Repository.PathOf(Document), $"{_text[..inner.Index]}{actual}{_text[(inner.Index + inner.Length)..]}");
            return;
        }

        Violations.AssertNone(
            $"{Document} differs from the suite: {UpdateVariable}=1 dotnet test tests/Wesog.Architecture.Tests --filter Guarantee",
            actual.Split('\n').Except(block.Groups[1].Value.Split('\n')).Concat(block.Groups[1].Value.Split('\n').Except(actual.Split('\n'))));
    }

    [Fact]
    public void A_test_is_found_under_its_class_whatever_attributes_it_has()
    {
        Assert.Contains("OpeningTests.A_read_only_file_is_refused", TestIndex.Names);
        Assert.Contains("InlineCommitConformance.Behind_another_nothing_is_written", TestIndex.Names);
        Assert.Contains("ImageDocumentTests.Random_images_come_back", TestIndex.Names);
        Assert.DoesNotContain("InlineCommitConformance.RunAsync", TestIndex.Names);
    }

    [GeneratedRegex(@"`(\w+(?:Tests|Rules|Conformance|Snippets)\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^(?:holds\b|no: \S)")]
    private static partial Regex StoreCell();

    [GeneratedRegex(@"<!-- begin: written by the tests -->\n([\s\S]*?)<!-- end: written by the tests -->")]
    private static partial Regex Generated();
}
