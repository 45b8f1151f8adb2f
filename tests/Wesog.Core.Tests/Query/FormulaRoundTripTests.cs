using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Formulas;
using Wesog.StoreHistories;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>A filter prints itself as a formula that parses to an equal filter.</summary>
public sealed class FormulaRoundTripTests(ITestOutputHelper output)
{
    private static readonly string[] _tokens =
    [
        "author", "text", "keywords", "date", "created_at", "ai", "id", "revision", "lang", "has", "k", "src", "autor", "~", "~~", "~~~", "=", "==", "===",
        ":", "<", "<=", ">", ">=", "&&", "||", "&", "|", "!", "(", ")", ",", "\"", "\\", "\"a b\"", "\"\\\"\"", "a", "b c", "1890", "2005-5", "true", "en",
        "2026-11-27T10:00:00Z", " ", "\u3000", "\t", "é", "😀", "\uD800", "\0", "title",
    ];

    [Fact]
    public void A_printed_filter_parses_to_an_equal_one() => PropertyCheck.Run(
        output, FilterGenerators.Filters, FilterGenerators.Shrink, AssertRoundTrip, 5_000);

    [Fact]
    public void A_formula_means_the_same_however_it_is_written() => PropertyCheck.Run(
        output,
        from filter in FilterGenerators.Filters from seed in Gen.Choose(0, int.MaxValue) select (Filter: filter, Seed: seed),
        pair => FilterGenerators.Shrink(pair.Filter).Select(filter => (filter, pair.Seed)),
        pair =>
        {
            var formula = new FormulaScribe(new Random(pair.Seed)).Write(pair.Filter);
            Assert.True(pair.Filter.Equals(ImageFilter.Parse(formula)), $"{formula} is not {pair.Filter}");
        },
        5_000);

    [Fact]
    public void Any_text_is_a_formula_or_a_documented_error() => PropertyCheck.Run(
        output,
        Gen.Elements(_tokens).ListOf().Select(tokens => string.Concat(tokens)),
        _ => [],
        formula =>
        {
            if (ImageFilter.TryParse(formula, out var filter))
            {
                AssertRoundTrip(filter);
                return;
            }

            var error = Assert.Throws<InvalidQueryException>(() => ImageFilter.Parse(formula, Language.Ru));
            Assert.InRange(error.Position, 1, formula.Length + 1);
        },
        10_000);

    [Theory]
    [InlineData("author=Turner", "author=Turner")]
    [InlineData(" author = J. M. W. Turner ", "author=J. M. W. Turner")]
    [InlineData("author=\"Turner\"", "author=Turner")]
    [InlineData("title=\"a \\\"b\\\" \\\\\"", "title=\"a \\\"b\\\" \\\\\"")]
    [InlineData("title=a\"b", "title=\"a\\\"b\"")]
    [InlineData("title=a\\b", "title=\"a\\\\b\"")]
    [InlineData("title=a & b | c!", "title=\"a & b | c!\"")]
    [InlineData("title=(a", "title=\"(a\"")]
    [InlineData("title~~~~a", "title~~~\"~a\"")]
    [InlineData("title====a", "title==\"=a\"")]
    [InlineData("title===a", "title==a")]
    [InlineData("id===a", "id=a")]
    [InlineData("city=Washington, D.C.", "city=\"Washington, D.C.\"")]
    [InlineData("k:a , \"b,c\",d", "keywords:a,\"b,c\",d")]
    [InlineData("d:2005-5,2005-05-3", "date:2005-05,2005-05-03")]
    [InlineData("has=t,d,k,ai", "has=text,date,keywords,ai_generated")]
    [InlineData("revision=007", "revision=7")]
    [InlineData("t~a&&t~b||t~c", "text~a && text~b || text~c")]
    [InlineData("(t~a||t~b)&&(t~c&&t~d)", "(text~a || text~b) && text~c && text~d")]
    [InlineData("((t~a||t~b))||t~c", "text~a || text~b || text~c")]
    [InlineData("!(t~a)", "!text~a")]
    [InlineData("!(t~a&&t~b)", "!(text~a && text~b)")]
    [InlineData("!!t~a", "!!text~a")]
    [InlineData("", "has=id")]
    [InlineData("title=\"\"", "title=\"\"")]
    [InlineData("title=\" a \"", "title=\" a \"")]
    public void A_formula_is_printed_in_one_form(string formula, string printed)
    {
        var filter = ImageFilter.Parse(formula);
        Assert.Equal(printed, filter.ToString());
        AssertRoundTrip(filter);
    }

    [Fact]
    public void Filters_are_equal_by_value()
    {
        string[] different = ["k:a", "k:b", "k=a", "k:a,b", "categories:a", "!k:a", "k:a&&k:b", "k:b&&k:a", "k:a||k:b", "!!k:a"];
        foreach (var (left, right) in different.SelectMany(_ => different, (left, right) => (left, right)))
        {
            Assert.Equal(left == right, ImageFilter.Parse(left) == ImageFilter.Parse(right));
        }

        Assert.Equal(different.Length, different.Select(formula => ImageFilter.Parse(formula).GetHashCode()).Distinct().Count());
        Assert.Equal(ImageFilter.Parse("k : a || (k:b)").GetHashCode(), ImageFilter.Parse("keywords:a||keywords:b").GetHashCode());
        Assert.False(ImageFilter.All.Equals(null));
    }

    private static void AssertRoundTrip(ImageFilter filter)
    {
        var formula = filter.ToString();
        if (formula.Length > ImageFilter.MaxFormulaLength)
        {
            return;
        }

        var parsed = ImageFilter.Parse(formula);
        Assert.True(filter == parsed, $"{formula} parses to {parsed}");
        Assert.Equal(formula, parsed.ToString());
        Assert.Equal(filter.GetHashCode(), parsed.GetHashCode());
    }

    /// <summary>Writes a filter as a formula with random white space, parentheses, quotation marks and short names.</summary>
    private sealed class FormulaScribe(Random random)
    {
        private static readonly string[] _whiteSpace = ["", "", " ", "  ", "\t", "\n", "\u00A0", "\u3000"];

        public string Write(ImageFilter filter) => Space() + Write(filter, isInAnd: false, levels: 4) + Space();

        private string Write(ImageFilter filter, bool isInAnd, int levels)
        {
            if ((filter is ImageFilter.Or && isInAnd) || (levels > 0 && random.Next(5) == 0))
            {
                return $"({Space()}{Write(filter, isInAnd: false, levels - 1)}{Space()})";
            }

            return filter switch
            {
                ImageFilter.And and => string.Join($"{Space()}&&{Space()}", and.Operands.Select(operand => Write(operand, true, levels))),
                ImageFilter.Or or => string.Join($"{Space()}||{Space()}", or.Operands.Select(operand => Write(operand, false, levels))),
                ImageFilter.Not { Operand: ImageFilter.And or ImageFilter.Or } not => $"!{Space()}({Write(not.Operand, false, levels)})",
                ImageFilter.Not not => $"!{Space()}{Write(not.Operand, false, levels)}",
                _ => Write((ImageFilter.Condition)filter),
            };
        }

        private string Write(ImageFilter.Condition condition)
        {
            var names = FilterField.Names.Where(name => FilterField.Find(name)!.Name == condition.Field).ToArray();
            var symbol = OperatorSymbols.Of(condition.Operator);
            symbol = symbol == "==" && random.Next(2) == 0 ? "===" : symbol;
            var several = condition.Definition.TakesSeveral(condition.Operator);
            var formula = new StringBuilder(names[random.Next(names.Length)] + Space() + symbol);
            for (var i = 0; i < condition.Values.Count; i++)
            {
                formula.Append(i == 0 ? Space() : $"{Space()},{Space()}").Append(Write(condition.Values[i], several, symbol));
            }

            return formula.ToString();
        }

        private string Write(string value, bool several, string symbol)
        {
            // By the grammar, not by the rule of the printer.
            var canBeBare = value.Length > 0 && value.Trim() == value && value[0] != '"' && !value.Contains(')', StringComparison.Ordinal)
                && !value.Contains("&&", StringComparison.Ordinal) && !value.Contains("||", StringComparison.Ordinal)
                && !(several && value.Contains(',', StringComparison.Ordinal)) && !"~=".Contains(value[0], StringComparison.Ordinal)
                && !value.EndsWith('&') && !value.EndsWith('|') && symbol.Length > 0;
            return canBeBare && random.Next(3) > 0
                ? value
                : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        }

        private string Space() => _whiteSpace[random.Next(_whiteSpace.Length)];
    }
}
