using Wesog.Operations;

namespace Wesog.Query;

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
