using System.Text.RegularExpressions;
using Wesog.Query;
using Wesog.Query.Formulas;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>docs/formulas.md shows formulas that are valid, and names every field.</summary>
public sealed partial class FormulaDocumentTests
{
    private static readonly string _text = File.ReadAllText(Path.Combine(FindRoot(), "docs/formulas.md"));

    [Fact]
    public void Every_example_is_valid()
    {
        var formulas = Example().Matches(_text).Select(match => match.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal)).ToList();
        Assert.True(formulas.Count >= 10);
        Assert.All(formulas, formula => Assert.True(ImageFilter.TryParse(formula, out _), formula));
    }

    [Fact]
    public void Every_short_name_and_operator_is_named()
    {
        var members = Wesog.Images.ImageMember.All.Select(member => member.Name);
        Assert.All(FilterField.Names.Except(members), name => Assert.Contains($"`{name}`", _text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<FilterOperator>(), value => Assert.Contains($"`{OperatorSymbols.Of(value)}`", _text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1890")]
    [InlineData("1890-05")]
    [InlineData("1890-05-02")]
    public void The_table_of_dates_is_right(string stored)
    {
        var header = _text.Split('\n').Single(line => line.StartsWith("| stored |", StringComparison.Ordinal));
        var row = _text.Split('\n').Single(line => line.StartsWith($"| `{stored}` |", StringComparison.Ordinal));
        var image = QuerySamples.Store(new() { Id = "a", Src = "http://a/", Date = Wesog.Images.ImageDate.Parse(stored) });
        var cells = header.Split('|', StringSplitOptions.TrimEntries).Zip(row.Split('|', StringSplitOptions.TrimEntries)).Skip(2).SkipLast(1).ToList();
        Assert.Equal(5, cells.Count);
        Assert.All(cells, cell => Assert.Equal(cell.Second == "yes", ImageFilter.Parse(cell.First.Trim('`')).Matches(image)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Wesog.Core.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    // The second cell of a table whose first cell is a question.
    [GeneratedRegex(@"^\| [^|]*\? \| `(.*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
