using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>An awaited operation that waits for inline execution, as the leader of a group or as a member of another leader's group.</summary>
internal sealed class PendingSubmission(NewOperation newOperation)
{
    private readonly TaskCompletionSource<bool> _promotion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _claimed;

    public NewOperation Operation { get; } = newOperation;

    /// <summary>The bytes of its items; computed here, outside the coalescer's lock.</summary>
    public long Bytes { get; } = newOperation.Payload.Items.Sum(item => (long)item.Json.Length);

    /// <summary>The group that it leads, including itself.</summary>
    public IReadOnlyList<PendingSubmission> Group { get; private set; } = [];

    /// <summary>The finished operation; null if it must be enqueued.</summary>
    public Operation? Finished { get; private set; }

    /// <summary>Claims the submission, for a group or for its cancellation. Returns true to the first caller only.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    public void PromoteToLeader(IReadOnlyList<PendingSubmission> group)
    {
        Group = group;
        _promotion.TrySetResult(true);
    }

    public void Complete(Operation? finished)
    {
        Finished = finished;
        _promotion.TrySetResult(false);
    }

    public void Fail(Exception failure) => _promotion.TrySetException(failure);

    /// <summary>Waits until it becomes the leader or its group has run. Cancellation has no effect once it is in a group.</summary>
    /// <returns>Whether it is the leader.</returns>
    public ValueTask<bool> WaitAsync(EngineThreads threads, CancellationToken cancellationToken) =>
        _promotion.Task.IsCompleted ? new(_promotion.Task) : WaitForPromotionAsync(threads, cancellationToken);

    private static void Cancel(object? state, CancellationToken cancellationToken)
    {
        var submission = (PendingSubmission)state!;
        if (submission.TryClaim())
        {
            submission._promotion.TrySetCanceled(cancellationToken);
        }
    }

    private async ValueTask<bool> WaitForPromotionAsync(EngineThreads threads, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(Cancel, this).ConfigureAwait(false);
        return await threads.FollowAsync(_promotion.Task).ConfigureAwait(false);
    }
}
