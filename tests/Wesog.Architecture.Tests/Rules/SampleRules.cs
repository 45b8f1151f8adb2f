using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>The sample store is small, uses only public members, and its page shows its code.</summary>
public sealed partial class SampleRules
{
    private const string Sample = "samples/CustomStore";
    private const string Tests = "tests/Wesog.Samples.CustomStore.Tests";
    private const string Page = "docs/custom-store.md";
    private const int MaxLines = 700;

    [Fact]
    public void The_custom_store_has_at_most_700_lines() =>
        Assert.InRange(Repository.Sources(Sample).Sum(file => file.LineCount), 1, MaxLines);

    [Fact]
    public void The_custom_store_references_only_the_engine()
    {
        var project = XDocument.Parse(Repository.Read($"{Sample}/Wesog.Samples.CustomStore.csproj"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Equal(["../../src/Wesog.Core/Wesog.Core.csproj"], project.Descendants("ProjectReference").Select(reference => (string)reference.Attribute("Include")!));
        Assert.DoesNotContain("Wesog.Samples", Repository.Read("src/Wesog.Core/Wesog.Core.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_code_of_the_sample_or_of_its_tests()
    {
        var sources = Repository.Sources(Sample).Concat(Repository.Sources(Tests)).Select(file => Normalise(file.Text)).ToList();
        var blocks = Block().Matches(Repository.Read(Page)).Select(match => Normalise(match.Groups[1].Value)).ToList();

        Assert.InRange(blocks.Count, 10, int.MaxValue);
        Violations.AssertNone(
            $"Each ```csharp block of {Page} is in {Sample} or {Tests}.",
            blocks.Where(block => !sources.Exists(source => source.Contains(block, StringComparison.Ordinal))));
    }

    private static string Normalise(string code) => WhiteSpace().Replace(code, " ").Trim();

    [GeneratedRegex(@"^```csharp\s*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
