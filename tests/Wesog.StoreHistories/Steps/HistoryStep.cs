using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>One step of a history. It runs on the tested store and on the model, is immutable, and has a readable text form.</summary>
public abstract class HistoryStep
{
    /// <summary>Whether the step only reads.</summary>
    public virtual bool IsRead => false;

    /// <summary>Runs the step.</summary>
    /// <param name="target">The store that receives the call.</param>
    /// <param name="observed">The result of the tested store if the target is the model; otherwise null.</param>
    /// <returns>The result as text.</returns>
    public abstract Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed);
}
