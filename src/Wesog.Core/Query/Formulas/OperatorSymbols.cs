namespace Wesog.Query.Formulas;

/// <summary>The symbols of operators in formulas.</summary>
internal static class OperatorSymbols
{
    private static readonly string[] Symbols = ["~", "~~", "~~~", "=", "==", ":", "<", "<=", ">", ">="];

    // Longer symbols first: the longest that matches is the operator.
    private static readonly (string Symbol, FilterOperator Operator)[] ByLength =
    [
        ("===", FilterOperator.EqualExactly),
        .. Enum.GetValues<FilterOperator>().Select(value => (Of(value), value)).OrderByDescending(pair => pair.Item1.Length),
    ];

    /// <summary>Returns the symbol of an operator, such as <c>~~</c>.</summary>
    public static string Of(FilterOperator value) => Symbols[(int)value];

    /// <summary>Finds the operator at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The operator.</param>
    /// <returns>The length of its symbol; 0 if the text begins with no operator.</returns>
    public static int Match(ReadOnlySpan<char> text, out FilterOperator value)
    {
        foreach (var (symbol, candidate) in ByLength)
        {
            if (text.StartsWith(symbol, StringComparison.Ordinal))
            {
                value = candidate;
                return symbol.Length;
            }
        }

        value = default;
        return 0;
    }
}
