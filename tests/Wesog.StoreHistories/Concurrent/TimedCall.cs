using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>A call of a concurrent history.</summary>
/// <param name="Caller">Who called: the calls of one caller follow each other.</param>
/// <param name="Step">What was asked.</param>
/// <param name="Answer">What the store answered.</param>
/// <param name="Asked">When it was asked, by a counter that all callers share.</param>
/// <param name="Answered">When it was answered, by the same.</param>
public sealed record TimedCall(int Caller, HistoryStep Step, string Answer, long Asked, long Answered)
{
    /// <summary>Whether it was answered before the other was asked: then it took effect before the other, too.</summary>
    public bool IsBefore(TimedCall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Answered < other.Asked;
    }

    /// <summary>Whether the two were under way at one time.</summary>
    public bool Overlaps(TimedCall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !IsBefore(other) && !other.IsBefore(this);
    }

    public override string ToString() => $"{Asked,4} to {Answered,-4} caller {Caller}: {Step}\n                         {Answer}";
}
