using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Query.Formulas;

/// <summary>Creates conditions from the values of a program, with the checks of the parser.</summary>
internal static class ConditionFactory
{
    /// <exception cref="ArgumentException">There is no value, or a formula could not have one of them.</exception>
    public static ImageFilter.Condition Create(FilterField field, FilterOperator comparison, params ReadOnlySpan<string> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException($"A condition of \"{field.Name}\" needs a value, but none is given. Give at least one.", nameof(values));
        }

        var checkedValues = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(values[i], nameof(values));
            var fault = TextRule.Validate(values[i]) is not null ? FormulaFaultKind.Surrogate : FieldValue.Check(field, comparison, values[i], out checkedValues[i]);
            if (fault is { } kind)
            {
                throw new ArgumentException(Describe(field, comparison, values[i], kind), nameof(values));
            }
        }

        return new(field, comparison, TextList.Create(checkedValues));
    }

    private static string Describe(FilterField field, FilterOperator comparison, string value, FormulaFaultKind kind)
    {
        var shown = Texts.SafeDisplayText.Of(value);
        return kind switch
        {
            FormulaFaultKind.Surrogate => $"The value \"{shown}\" of \"{field.Name}\" has a NUL or half of a surrogate pair. Remove it.",
            FormulaFaultKind.Word => $"The value \"{shown}\" of \"{field.Name}{OperatorSymbols.Of(comparison)}\" has no word. Give one with a letter or a digit.",
            FormulaFaultKind.UnknownField => $"No field has the name \"{shown}\". Give one of {string.Join(", ", FilterField.Names)}.",
            _ => $"The value \"{shown}\" is not one that \"{field.Name}\" can have.",
        };
    }
}
