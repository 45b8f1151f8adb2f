using System.Diagnostics.CodeAnalysis;
using System.Text;
using Wesog.Images;
using Wesog.Texts;
using Wesog.Validation;

namespace Wesog.Query.Formulas;

/// <summary>Parses formulas, in one pass. The limit of levels bounds the recursion.</summary>
/// <remarks><c>docs/formulas.md</c>, section "Grammar". A method that returns null has set the fault.</remarks>
internal ref struct FormulaParser
{
    private readonly ReadOnlySpan<char> _formula;
    private int _at;
    private int _level;
    private int _conditions;
    private FormulaFault? _fault;

    private FormulaParser(ReadOnlySpan<char> formula) => _formula = formula;

    private readonly ReadOnlySpan<char> Rest => _formula[_at..];

    public static bool TryParse(
        string formula, [NotNullWhen(true)] out ImageFilter? filter, [NotNullWhen(false)] out FormulaFault? fault)
    {
        fault = FindInvalidText(formula);
        if (fault is not null || string.IsNullOrWhiteSpace(formula))
        {
            filter = fault is null ? ImageFilter.All : null;
            return fault is null;
        }

        var parser = new FormulaParser(formula);
        filter = parser.ParseWhole();
        fault = parser._fault;
        return fault is null;
    }

    private static FormulaFault? FindInvalidText(ReadOnlySpan<char> formula)
    {
        if (formula.Length > ImageFilter.MaxFormulaLength)
        {
            return new(ImageFilter.MaxFormulaLength, FormulaFaultKind.TooLong);
        }

        for (var at = 0; at < formula.Length; at++)
        {
            if (formula[at] == '\0')
            {
                return new(at, FormulaFaultKind.Nul);
            }

            if (char.IsSurrogate(formula[at]))
            {
                if (at + 1 == formula.Length || !char.IsSurrogatePair(formula[at], formula[at + 1]))
                {
                    return new(at, FormulaFaultKind.Surrogate);
                }

                at++;
            }
        }

        return null;
    }

    private ImageFilter? ParseWhole()
    {
        var filter = ParseOr();
        return filter is null || Rest.IsEmpty ? filter
            : Fail(Rest[0] == ')' ? FormulaFaultKind.Unopened : FormulaFaultKind.End);
    }

    private ImageFilter? ParseOr()
    {
        var first = ParseAnd();
        if (first is null || !TryTake("||"))
        {
            return first;
        }

        var operands = new List<ImageFilter> { first };
        do
        {
            if (ParseAnd() is not { } operand)
            {
                return null;
            }

            operands.Add(operand);
        }
        while (TryTake("||"));
        return new ImageFilter.Or(operands);
    }

    private ImageFilter? ParseAnd()
    {
        var first = ParseNot();
        if (first is null || !TryTake("&&"))
        {
            return first;
        }

        var operands = new List<ImageFilter> { first };
        do
        {
            if (ParseNot() is not { } operand)
            {
                return null;
            }

            operands.Add(operand);
        }
        while (TryTake("&&"));
        return new ImageFilter.And(operands);
    }

    /// <summary>Parses up to the next operator, closing parenthesis or end, and the white space before it.</summary>
    private ImageFilter? ParseNot()
    {
        SkipWhiteSpace();
        if (Rest is not ['!' or '(', ..])
        {
            return ParseCondition();
        }

        if (++_level > ImageFilter.MaxLevels)
        {
            return Fail(FormulaFaultKind.TooDeep);
        }

        var filter = _formula[_at++] == '!' ? ParseNot() is { } operand ? new ImageFilter.Not(operand) : null : ParseGroup();
        _level--;
        return filter;
    }

    private ImageFilter? ParseGroup()
    {
        if (ParseOr() is not { } filter)
        {
            return null;
        }

        if (!TryTake(")"))
        {
            return Fail(Rest.IsEmpty ? FormulaFaultKind.Unclosed : FormulaFaultKind.EndOrClose);
        }

        SkipWhiteSpace();
        return filter;
    }

    private ImageFilter? ParseCondition()
    {
        var start = _at;
        while (!Rest.IsEmpty && (char.IsLetterOrDigit(Rest[0]) || Rest[0] is '_' or '-'))
        {
            _at++;
        }

        var name = _formula[start.._at];
        if (name.IsEmpty)
        {
            return Fail(FormulaFaultKind.Condition);
        }

        if (++_conditions > ImageFilter.MaxConditions)
        {
            return Fail(FormulaFaultKind.TooMany, start);
        }

        if (FilterField.Find(name) is not { } field)
        {
            return FailUnknown(name, start);
        }

        if (field.Operators.Count == 0)
        {
            return Fail(FormulaFaultKind.Url, start, field.Name);
        }

        return ParseOperator(field) is { } comparison && ParseValues(field, comparison) is { } values
            ? new ImageFilter.Condition(field, comparison, values)
            : null;
    }

    private FilterOperator? ParseOperator(FilterField field)
    {
        SkipWhiteSpace();
        var length = OperatorSymbols.Match(Rest, out var comparison);

        // An id is never folded, so that both operators are one.
        comparison = field.Kind == FieldKind.Id && comparison == FilterOperator.EqualExactly ? FilterOperator.Equal : comparison;
        if (length > 0 && field.Operators.Contains(comparison))
        {
            _at += length;
            return comparison;
        }

        _fault = Rest.StartsWith("!=", StringComparison.Ordinal)
            ? new(_at, FormulaFaultKind.NotEqual, field.Name)
            : new(_at, FormulaFaultKind.Operator, field.Name, string.Join("  ", field.Operators.Select(OperatorSymbols.Of)));
        return null;
    }

    private TextList? ParseValues(FilterField field, FilterOperator comparison)
    {
        var takesSeveral = field.TakesSeveral(comparison);
        var values = new List<string>();
        do
        {
            SkipWhiteSpace();
            var start = _at;
            if (ParseValue(takesSeveral) is not { } text)
            {
                return null;
            }

            if (FieldValue.Check(field, comparison, text, out var value) is { } kind)
            {
                _ = field.Kind == FieldKind.Has
                    ? FailUnknown(text, start)
                    : Fail(kind, start, kind == FormulaFaultKind.Word ? OperatorSymbols.Of(comparison) : text);
                return null;
            }

            values.Add(value);
        }
        while (takesSeveral && TryTake(","));
        return TextList.From(values);
    }

    private string? ParseValue(bool takesSeveral)
    {
        if (Rest is ['"', ..])
        {
            return ParseQuoted();
        }

        var start = _at;
        while (!Rest.IsEmpty && Rest is not [')', ..] and not ['&', '&', ..] and not ['|', '|', ..] && !(takesSeveral && Rest[0] == ','))
        {
            _at++;
        }

        var value = _formula[start.._at].TrimEnd();
        if (value.IsEmpty)
        {
            Fail(FormulaFaultKind.Value);
            return null;
        }

        return value.ToString();
    }

    private string? ParseQuoted()
    {
        var start = _at++;
        var value = new StringBuilder();
        while (Rest.IndexOfAny('"', '\\') is var length and >= 0)
        {
            value.Append(Rest[..length]);
            _at += length;
            if (Rest[0] == '"')
            {
                _at++;
                return value.ToString();
            }

            if (Rest is not ['\\', '"' or '\\', ..])
            {
                Fail(FormulaFaultKind.Escape);
                return null;
            }

            value.Append(Rest[1]);
            _at += 2;
        }

        Fail(FormulaFaultKind.Quote, start);
        return null;
    }

    private bool TryTake(string token)
    {
        SkipWhiteSpace();
        var isNext = Rest.StartsWith(token, StringComparison.Ordinal);
        _at += isNext ? token.Length : 0;
        return isNext;
    }

    private void SkipWhiteSpace() => _at += Rest.Length - Rest.TrimStart().Length;

    // "has" is known, but not a value of "has".
    private ImageFilter? FailUnknown(ReadOnlySpan<char> name, int at) => NameDistance.Nearest(name, FilterField.Names) is { } nearest && !name.SequenceEqual(nearest)
        ? Fail(FormulaFaultKind.MisspelledField, at, name.ToString(), nearest)
        : Fail(FormulaFaultKind.UnknownField, at, name.ToString());

    private ImageFilter? Fail(FormulaFaultKind kind) => Fail(kind, _at);

    private ImageFilter? Fail(FormulaFaultKind kind, int at, string value = "", string suggestion = "")
    {
        _fault = new(at, kind, value, suggestion);
        return null;
    }
}
