using System.Globalization;
using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Formulas;
using Wesog.Texts;

namespace Wesog.Core.Tests.Query;

/// <summary>The error of an invalid formula has its position and says what was expected there.</summary>
public sealed class FormulaErrorTests
{
    /// <summary>Formulas with one error, whose place <c>▶</c> marks.</summary>
    public static TheoryData<string, string> Errors => new()
    {
        { "▶&& author=x", "Condition" },
        { "author=x && ▶", "Condition" },
        { "author=x || ▶|| city=y", "Condition" },
        { "▶()", "" },
        { "(▶)", "Condition" },
        { "!▶", "Condition" },
        { "▶\"author\"=x", "Condition" },
        { "city=y && ▶autor=x", "MisspelledField" },
        { "▶Author=x", "MisspelledField" },
        { "▶größe=x", "UnknownField" },
        { "▶src=http://x/", "Url" },
        { "has=title, ▶titel", "MisspelledField" },
        { "has=▶has", "UnknownField" },
        { "has:▶\"x y\"", "UnknownField" },
        { "author ▶x", "Operator" },
        { "author▶", "Operator" },
        { "author▶ ", "" },
        { "text▶=x", "Operator" },
        { "date▶~1890", "Operator" },
        { "ai▶:true", "Operator" },
        { "lang▶==en", "Operator" },
        { "author▶!=x", "NotEqual" },
        { "author=▶", "Value" },
        { "author=▶&& city=y", "Value" },
        { "keywords:a,▶,b", "Value" },
        { "(author=▶)", "Value" },
        { "author=▶\"x", "Quote" },
        { "author=\"a▶\\n\"", "Escape" },
        { "author=\"a▶\\", "Escape" },
        { "author=\"a\" ▶\"b\"", "End" },
        { "author=\"a\"▶, b", "End" },
        { "author=\"a\" ▶& city=y", "End" },
        { "(author=\"a\" ▶city=y)", "EndOrClose" },
        { "(author=a) ▶city=y", "End" },
        { "author=a▶) || city=y", "Unopened" },
        { "(author=a || (city=y)▶", "Unclosed" },
        { "title~▶...", "Word" },
        { "k~~▶\"\"", "Word" },
        { "date=▶1890-13", "Date" },
        { "date=▶890", "Date" },
        { "date=▶1890-02-30", "Date" },
        { "date=▶1890-", "Date" },
        { "date=▶1890-05-13-1", "Date" },
        { "date:1890, ▶2026-11-27T10:00:00Z", "Date" },
        { "created_at>▶2026-11-27T10:00Z", "Time" },
        { "created_at>▶2026-11-27T10:00:00+01:00", "Time" },
        { "created_at>▶2026-11-27T10:00:00.1Z", "Time" },
        { "created_at>▶2026-11-27T24:00:00Z", "Time" },
        { "ai=▶yes", "Flag" },
        { "ai=▶True", "Flag" },
        { "revision=▶1.0", "Number" },
        { "revision=▶-1", "Number" },
        { "revision=▶9223372036854775808", "Number" },
        { "lang=▶de", "Language" },
        { "author=a▶\0b", "Nul" },
        { "author=a▶<high>b", "Surrogate" },
        { "author=a▶<low>", "Surrogate" },
        { $"{string.Join("&&", Enumerable.Repeat("k=a", 100))}&& ▶k=a", "TooMany" },
        { $"{new string('!', 32)}▶!k=a", "TooDeep" },
        { $"{new string('(', 32)}▶(k=a", "TooDeep" },
        { $"k={new string('a', 4_094)}▶a", "TooLong" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_has_its_position_and_says_what_was_expected(string marked, string kind)
    {
        // The test runner cannot pass a lone surrogate as a parameter.
        marked = marked.Replace("<high>", "\uD800", StringComparison.Ordinal).Replace("<low>", "\uDC00", StringComparison.Ordinal);
        var at = marked.IndexOf('▶', StringComparison.Ordinal);
        var formula = marked.Remove(at, 1);
        if (kind.Length == 0)
        {
            // The offending token is found after white space and brackets.
            Assert.True(Assert.Throws<InvalidQueryException>(() => ImageFilter.Parse(formula)).Position > at + 1);
            return;
        }

        Assert.False(ImageFilter.TryParse(formula, out _));
        Assert.Equal(FormulaFault.KeyOf(Enum.Parse<FormulaFaultKind>(kind)), FaultOf(formula));
        Assert.All(Enum.GetValues<Language>(), language =>
        {
            var error = Assert.Throws<InvalidQueryException>(() => ImageFilter.Parse(formula, language));
            Assert.Equal(at + 1, error.Position);
            Assert.Contains((at + 1).ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
            Assert.Contains('▶', error.Message);
            Assert.DoesNotContain('\0', error.Message);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void The_formula_of_an_edit_must_not_be_blank(string formula)
    {
        Assert.Equal(ImageFilter.All, ImageFilter.Parse(formula));
        Assert.All(Enum.GetValues<Language>(), language =>
        {
            var error = Assert.Throws<InvalidQueryException>(() => ImageFilter.ParseForEdit(formula, language));
            Assert.Equal(1, error.Position);
            Assert.Contains("has:id", error.Message, StringComparison.Ordinal);
        });
        Assert.Equal(ImageFilter.Parse("has:id"), ImageFilter.ParseForEdit("has:id"));
    }

    [Fact]
    public void Every_kind_of_error_has_a_case_and_a_text()
    {
        var kinds = Enum.GetNames<FormulaFaultKind>().Except([nameof(FormulaFaultKind.Blank)]);
        Assert.Equal(kinds.Order(), Errors.Select(row => row.Data.Item2).Where(kind => kind.Length > 0).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<FormulaFaultKind>().Select(FormulaFault.KeyOf).Order(),
            ErrorTexts.Catalog.Keys.Where(key => key.StartsWith("invalid_query", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void The_text_shows_the_place()
    {
        var error = Assert.Throws<InvalidQueryException>(() => ImageFilter.Parse("author=x && autor=y", Language.En));
        Assert.Equal(
            "There is no field \"autor\", which stands at position 13: author=x && ▶autor=y. If \"author\" is meant, correct the name (names are case-sensitive).",
            error.Message);
        Assert.Equal("invalid_query", InvalidQueryException.Code);
    }

    [Fact]
    public void Every_field_has_the_operators_of_its_kind()
    {
        foreach (var name in FilterField.Names.Where(name => FilterField.Find(name)!.Operators.Count > 0))
        {
            var message = Assert.Throws<InvalidQueryException>(() => ImageFilter.Parse(name)).Message;
            Assert.All(FilterField.Find(name)!.Operators, value => Assert.Contains(OperatorSymbols.Of(value), message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_missing_formula_is_no_formula()
    {
        Assert.Throws<ArgumentNullException>(() => ImageFilter.Parse(null!));
        Assert.False(ImageFilter.TryParse(null, out var filter));
        Assert.Null(filter);
    }

    private static string FaultOf(string formula)
    {
        Assert.False(FormulaParser.TryParse(formula, out _, out var fault));
        return FormulaFault.KeyOf(fault.Kind);
    }
}
