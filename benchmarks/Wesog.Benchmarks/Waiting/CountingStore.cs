using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Benchmarks.Waiting;

/// <summary>A gated store that counts what is finished, to tell how much of a backlog went before an urgent operation.</summary>
internal sealed class CountingStore(IImageStore inner) : GatedStore(inner)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _finished;
    private int _finishedBeforeUrgent;

    /// <summary>Completes when a worker has finished something.</summary>
    public Task Begun => _begun.Task;

    /// <summary>How many operations workers have finished.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>How many they had when the last urgent one was finished, those of its own transaction not among them.</summary>
    public int FinishedBeforeUrgent => Volatile.Read(ref _finishedBeforeUrgent);

    public override async ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<Operation> finished = [];
        await base.TransactAsync(
            lease,
            imageIds,
            find =>
            {
                var outcome = plan(find);
                finished = outcome.Finished;
                return outcome;
            },
            cancellationToken);
        Note(finished);
        Interlocked.Add(ref _finished, finished.Count);
        _begun.TrySetResult();
    }

    // The short road of an idle tenant, which no worker takes.
    public override async ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken)
    {
        var finished = await base.TryAcceptAndRunAsync(drafts, bounds, terms, imageIds, plan, cancellationToken);
        Note(finished ?? []);
        return finished;
    }

    private void Note(IReadOnlyList<Operation> finished)
    {
        if (finished.Any(operation => operation.Modes.Urgent))
        {
            Volatile.Write(ref _finishedBeforeUrgent, Finished);
        }
    }
}
