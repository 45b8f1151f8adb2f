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

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync(request, cancellationToken);
        if (result is CommitResult.Committed committed)
        {
            Note(committed.Finished);
            if (request is CommitRequest.Claimed)
            {
                Interlocked.Add(ref _finished, committed.Finished.Count);
                _begun.TrySetResult();
            }
        }

        return result;
    }

    private void Note(IReadOnlyList<Operation> finished)
    {
        if (finished.Any(operation => operation.Modes.Urgent))
        {
            Volatile.Write(ref _finishedBeforeUrgent, Finished);
        }
    }
}
