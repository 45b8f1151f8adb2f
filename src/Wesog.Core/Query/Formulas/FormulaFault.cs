using System.Globalization;
using Wesog.Images;
using Wesog.Texts;

namespace Wesog.Query.Formulas;

/// <summary>The error of a formula: where, and what was expected there.</summary>
/// <param name="At">Where the offending token begins, in UTF-16 code units from 0.</param>
/// <param name="Kind">What was expected.</param>
/// <param name="Value">What <see cref="Kind"/> says.</param>
/// <param name="Suggestion">The name or the operators that <see cref="Kind"/> says.</param>
internal sealed record FormulaFault(int At, FormulaFaultKind Kind, string Value = "", string Suggestion = "")
{
    // Marks the place in the excerpt.
    private const string Marker = "▶";

    public InvalidQueryException ToException(string formula, Language language)
    {
        var position = At + 1;
        return new(position, ErrorTexts.Format(
            language,
            KeyOf(Kind),
            ("at", position.ToString(CultureInfo.InvariantCulture)),
            ("place", SafeDisplayText.Around(formula.Insert(At, Marker), At)),
            ("value", SafeDisplayText.Of(Value)),
            ("suggestion", Suggestion),
            ("conditions", ImageFilter.MaxConditions.ToString(CultureInfo.InvariantCulture)),
            ("levels", ImageFilter.MaxLevels.ToString(CultureInfo.InvariantCulture)),
            ("length", ImageFilter.MaxFormulaLength.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>Returns the key of the text, such as <c>invalid_query.close</c>.</summary>
    internal static string KeyOf(FormulaFaultKind kind) => $"{InvalidQueryException.Code}.{kind}";
}

/// <summary>What is wrong with a formula. The names are the keys of the texts.</summary>
internal enum FormulaFaultKind
{
    /// <summary>The formula is too long.</summary>
    TooLong,

    /// <summary>The formula has too many conditions.</summary>
    TooMany,

    /// <summary>The formula has too many levels.</summary>
    TooDeep,

    /// <summary>The formula of an edit is blank.</summary>
    Blank,

    /// <summary>A NUL.</summary>
    Nul,

    /// <summary>Half of a surrogate pair.</summary>
    Surrogate,

    /// <summary>No condition where one must stand.</summary>
    Condition,

    /// <summary>An unknown name. Value: the name.</summary>
    UnknownField,

    /// <summary>An unknown name that is close to a known one. Value: the name. Suggestion: the known one.</summary>
    MisspelledField,

    /// <summary>A URL without <c>has</c>. Value: the name.</summary>
    Url,

    /// <summary>No operator of the field. Value: the field. Suggestion: its operators.</summary>
    Operator,

    /// <summary><c>!=</c>. Value: the field.</summary>
    NotEqual,

    /// <summary>No value where one must stand.</summary>
    Value,

    /// <summary>A quotation mark without its closing one.</summary>
    Quote,

    /// <summary>A back slash in quotation marks that is no escape.</summary>
    Escape,

    /// <summary>Something else than an operator between conditions.</summary>
    End,

    /// <summary>The same within parentheses.</summary>
    EndOrClose,

    /// <summary>A closing parenthesis without its opening one.</summary>
    Unopened,

    /// <summary>The end of the formula where a closing parenthesis is missing.</summary>
    Unclosed,

    /// <summary>A value without a word. Value: the operator.</summary>
    Word,

    /// <summary>Not a date. Value: the value.</summary>
    Date,

    /// <summary>Not a time. Value: the value.</summary>
    Time,

    /// <summary>Not a boolean. Value: the value.</summary>
    Flag,

    /// <summary>Not a whole number. Value: the value.</summary>
    Number,

    /// <summary>Not a language. Value: the value.</summary>
    Language,
}
