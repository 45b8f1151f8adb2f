using Wesog.Operations;

namespace Wesog.Query;

/// <summary><see cref="ImageQuery.After"/> is altered, or belongs to another tenant, filter or order. Begin with the first page.</summary>
public sealed class InvalidCursorException() : WesogException(
    "The cursor was altered, or belongs to another tenant, filter or order. Begin with the first page.")
{
    /// <summary>The stable code of this error: <c>invalid_cursor</c>.</summary>
    public const string Code = "invalid_cursor";
}

/// <summary>The query took longer than <see cref="EngineLimits.MaxQueryTime"/> or, as an enumeration, <see cref="EngineLimits.MaxExportTime"/>.</summary>
/// <param name="maxTime">The longest time.</param>
public sealed class QueryTimeoutException(TimeSpan maxTime) : WesogException(
    $"The query took longer than {maxTime.TotalSeconds} seconds. Use a narrower formula, do not count (count=false, no facets), or read the next pages by their cursors instead of by numbers.")
{
    /// <summary>The stable code of this error: <c>query_timeout</c>.</summary>
    public const string Code = "query_timeout";

    /// <summary>The longest time.</summary>
    public TimeSpan MaxTime { get; } = maxTime;
}

/// <summary>The facets of the query have more different values together than the engine counts. Use a narrower formula, or fewer facets.</summary>
/// <param name="facet">The facet that has most of them.</param>
/// <param name="maxValues">The largest number of different values of all facets of a query.</param>
public sealed class TooManyFacetValuesException(ImageFacet facet, int maxValues) : WesogException(
    $"The facets of the query have more than {maxValues} different values together, most of them in \"{facet}\". Use a narrower formula, or fewer facets.")
{
    /// <summary>The stable code of this error: <c>too_many_values</c>.</summary>
    public const string Code = "too_many_values";

    /// <summary>The facet with the most values.</summary>
    public ImageFacet Facet { get; } = facet;

    /// <summary>The largest number of different values of all facets of a query.</summary>
    public int MaxValues { get; } = maxValues;
}
