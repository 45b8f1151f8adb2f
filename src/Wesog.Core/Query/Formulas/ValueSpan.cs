namespace Wesog.Query.Formulas;

/// <summary>The first and the last value of a span. A number is a span of one value.</summary>
internal readonly record struct ValueSpan(long First, long Last)
{
    /// <summary>Whether a comparison of this span with another holds.</summary>
    public bool Holds(FilterOperator comparison, ValueSpan other) => comparison switch
    {
        FilterOperator.Less => Last < other.First,
        FilterOperator.AtMost => Last <= other.Last,
        FilterOperator.Greater => First > other.Last,
        FilterOperator.AtLeast => First >= other.First,
        _ => First >= other.First && Last <= other.Last,
    };
}
