using System.Globalization;
using Wesog.Images;
using Wesog.Query.Folding;

namespace Wesog.Query.Formulas;

/// <summary>Checks the values of conditions, and writes those of one meaning in one form: <c>2005-5</c> as <c>2005-05</c>.</summary>
internal static class FieldValue
{
    /// <summary>Checks a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="comparison">The operator, one of the field.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="value">The value in its form.</param>
    /// <returns>What was expected, if the value is invalid; otherwise null.</returns>
    public static FormulaFaultKind? Check(FilterField field, FilterOperator comparison, string text, out string value)
    {
        value = text;
        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.List or FieldKind.Words:
                return comparison is FilterOperator.Begins or FilterOperator.HasWords or FilterOperator.HasPhrase && WordText.Split(text).Count == 0
                    ? FormulaFaultKind.Word
                    : null;
            case FieldKind.Date:
                return DateSpan.TryNormalize(text, out value) ? null : FormulaFaultKind.Date;
            case FieldKind.Time:
                return DateSpan.TryNormalize(text, out value) || MomentSpan.IsTime(text) ? null : FormulaFaultKind.Time;
            case FieldKind.Flag:
                return text is "true" or "false" ? null : FormulaFaultKind.Flag;
            case FieldKind.Number:
                var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                value = number.ToString(CultureInfo.InvariantCulture);
                return isNumber ? null : FormulaFaultKind.Number;
            case FieldKind.Language:
                return LanguageCodes.TryParse(text, out _) ? null : FormulaFaultKind.Language;
            case FieldKind.Has:
                var named = FilterField.Find(text);
                value = named?.Name ?? text;
                return named is null or { Kind: FieldKind.Has } ? FormulaFaultKind.UnknownField : null;
            default:
                return null;
        }
    }
}
