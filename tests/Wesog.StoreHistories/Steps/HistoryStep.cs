using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>One step of a history, taken alike on a store and on the model. Immutable, and readable when printed.</summary>
public abstract class HistoryStep
{
    protected static QueueLimits Unbounded { get; } = new(int.MaxValue, long.MaxValue);

    /// <summary>Whether it changes nothing.</summary>
    public virtual bool IsRead => false;

    /// <summary>Asks a side's store.</summary>
    /// <param name="side">Which.</param>
    /// <param name="told">What the store has answered, where this is the model's turn.</param>
    /// <returns>The answer in words.</returns>
    public abstract Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told);
}
