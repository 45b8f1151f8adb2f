using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>A call of a concurrent history.</summary>
/// <param name="Caller">The index of the caller. The calls of one caller are sequential.</param>
/// <param name="Step">The call.</param>
/// <param name="Result">The result as text.</param>
/// <param name="Started">The start, by a counter that all callers share.</param>
/// <param name="Completed">The completion, by the same counter.</param>
public sealed record TimedCall(int Caller, HistoryStep Step, string Result, long Started, long Completed)
{
    /// <summary>Whether this call completed before the other started, and therefore took effect before it.</summary>
    public bool IsBefore(TimedCall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Completed < other.Started;
    }

    /// <summary>Whether the two calls overlap in time.</summary>
    public bool Overlaps(TimedCall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !IsBefore(other) && !other.IsBefore(this);
    }

    public override string ToString() => $"{Started,4} to {Completed,-4} caller {Caller}: {Step}\n                         {Result}";
}
