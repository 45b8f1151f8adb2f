using Wesog.Storage;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories.Running;

/// <summary>A store with the clock and the turns of a history: there are two, that of the store and that of the model.</summary>
public sealed class StoreUnderTest(IImageStore store, ManualTimeProvider clock)
{
    /// <summary>The answer to a transaction that finishes an operation which is not of its turn.</summary>
    public const string NotOfTheTurn = "not of the turn";

    /// <summary>The answer to a commit whose decision throws.</summary>
    public const string DecisionFault = "the decision's own fault";

    public IImageStore Store { get; private set; } = store;

    /// <summary>Makes another store on the content of one that is closed; null where nothing outlives it, or nothing need be closed.</summary>
    public Func<ValueTask<IImageStore>>? Reopen { get; init; }

    public ManualTimeProvider Clock { get; } = clock;

    /// <summary>Those claimed so far, the last one at the end. Steps name them from there.</summary>
    public List<WorkItem> Turns { get; init; } = [];

    public DateTimeOffset Now => Clock.GetUtcNow();

    public async Task ReopenAsync()
    {
        if (Reopen is not null)
        {
            await Store.DisposeAsync().ConfigureAwait(false);
            Store = await Reopen().ConfigureAwait(false);
            await Store.OpenAsync(default).ConfigureAwait(false);
        }
    }

    public WorkItem? TurnOf(int back) => back < Turns.Count ? Turns[^(back + 1)] : null;

    /// <summary>Takes a step and puts the answer, or what was thrown, into words.</summary>
    public async Task<string> AnswerAsync(HistoryStep step, ObservedChoices? told = null)
    {
        try
        {
            return await step.TakeAsync(this, told).ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            return "the lease is lost";
        }
        catch (PlanFaultException)
        {
            return DecisionFault;
        }
        catch (InvalidOperationException failure) when (failure.GetType() == typeof(InvalidOperationException))
        {
            return NotOfTheTurn;
        }
    }
}
