using System.Text;

namespace Wesog.Query.Formulas;

/// <summary>Prints filters as formulas that parse to equal filters.</summary>
internal static class FormulaPrinter
{
    public static string Print(ImageFilter filter)
    {
        var formula = new StringBuilder();
        Print(filter, formula);
        return formula.ToString();
    }

    private static void Print(ImageFilter filter, StringBuilder formula)
    {
        switch (filter)
        {
            case ImageFilter.Condition condition:
                formula.Append(condition.Field).Append(OperatorSymbols.Of(condition.Operator));
                PrintAll(condition.Values, ",", PrintValue, formula);
                break;
            case ImageFilter.Not not:
                formula.Append('!');
                PrintOperand(not.Operand, not.Operand is ImageFilter.And or ImageFilter.Or, formula);
                break;
            case ImageFilter.And and:
                PrintAll(and.Operands, " && ", (operand, text) => PrintOperand(operand, operand is ImageFilter.Or, text), formula);
                break;
            case ImageFilter.Or or:
                PrintAll(or.Operands, " || ", Print, formula);
                break;
        }
    }

    private static void PrintAll<T>(IReadOnlyList<T> items, string separator, Action<T, StringBuilder> print, StringBuilder formula)
    {
        for (var i = 0; i < items.Count; i++)
        {
            formula.Append(i == 0 ? "" : separator);
            print(items[i], formula);
        }
    }

    private static void PrintOperand(ImageFilter operand, bool needsParentheses, StringBuilder formula)
    {
        formula.Append(needsParentheses ? "(" : "");
        Print(operand, formula);
        formula.Append(needsParentheses ? ")" : "");
    }

    private static void PrintValue(string value, StringBuilder formula)
    {
        if (CanBeBare(value))
        {
            formula.Append(value);
            return;
        }

        formula.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
    }

    // Stricter than the grammar, so that a reader sees where a value ends.
    private static bool CanBeBare(string value)
    {
        if (value.Length == 0 || !char.IsLetterOrDigit(value[0]) || value[^1] == ' ')
        {
            return false;
        }

        foreach (var character in value)
        {
            if (!char.IsLetterOrDigit(character) && character is not (' ' or '-' or '_' or '.' or ':' or '/' or '\''))
            {
                return false;
            }
        }

        return true;
    }
}
