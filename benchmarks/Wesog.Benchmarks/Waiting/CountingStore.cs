using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Benchmarks.Waiting;

/// <summary>A paused store that counts finished operations, to measure how many finish before an urgent operation.</summary>
internal sealed class CountingStore(IImageStore inner) : PausedStore(inner)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _finished;
    private int _finishedBeforeUrgent;

    /// <summary>Completes when a worker has finished its first operations.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The number of operations that workers have finished.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>The value of <see cref="Finished"/> before the transaction that finished the last urgent operation.</summary>
    public int FinishedBeforeUrgent => Volatile.Read(ref _finishedBeforeUrgent);

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync(request, cancellationToken);
        if (result is CommitResult.Committed committed)
        {
            RecordUrgent(committed.Finished);
            if (request is CommitRequest.Claimed)
            {
                Interlocked.Add(ref _finished, committed.Finished.Count);
                _begun.TrySetResult();
            }
        }

        return result;
    }

    private void RecordUrgent(IReadOnlyList<Operation> finished)
    {
        if (finished.Any(operation => operation.Modes.Urgent))
        {
            Volatile.Write(ref _finishedBeforeUrgent, Finished);
        }
    }
}
