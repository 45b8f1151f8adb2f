using Wesog.Images;
using Wesog.Storage;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories.Running;

/// <summary>A store with the clock and the work items of a history. A history runs on two of them: the tested store and the model.</summary>
public sealed class StoreUnderTest(IImageStore store, ManualTimeProvider clock)
{
    /// <summary>The result of a commit that finishes an operation that is not part of its work item.</summary>
    public const string NotClaimed = "the operation is not claimed";

    /// <summary>The result of a commit whose decision throws.</summary>
    public const string DecisionFailed = "the decision failed";

    public IImageStore Store { get; private set; } = store;

    /// <summary>Creates a store on the content of the closed one. Null if the store is not durable.</summary>
    public Func<ValueTask<IImageStore>>? Reopen { get; init; }

    public ManualTimeProvider Clock { get; } = clock;

    /// <summary>All claimed work items in claim order. Steps refer to them by their position from the end.</summary>
    public List<WorkItem> WorkItems { get; init; } = [];

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

    /// <summary>Returns all images of a tenant.</summary>
    public async Task<IReadOnlyList<StoredImage>> ListAllAsync(string tenant) =>
        (await Store.ListImagesAsync(tenant, new() { Limit = int.MaxValue }, default).ConfigureAwait(false)).Images;

    public WorkItem? WorkItemAt(int fromEnd) => fromEnd < WorkItems.Count ? WorkItems[^(fromEnd + 1)] : null;

    /// <summary>Runs a step and returns its result or exception as text.</summary>
    public async Task<string> ExecuteAsync(HistoryStep step, ObservedChoices? observed = null)
    {
        try
        {
            return await step.ApplyAsync(this, observed).ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            return "the lease is lost";
        }
        catch (DecisionFailedException)
        {
            return DecisionFailed;
        }
        catch (InvalidOperationException failure) when (failure.GetType() == typeof(InvalidOperationException))
        {
            return NotClaimed;
        }
    }
}
