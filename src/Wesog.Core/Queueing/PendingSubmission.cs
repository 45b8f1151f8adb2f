using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>An awaited operation on its way to the short road: it is called to lead a group there, or is taken along by another.</summary>
internal sealed class PendingSubmission(NewOperation draft)
{
    private readonly TaskCompletionSource<bool> _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    public NewOperation Draft { get; } = draft;

    /// <summary>The bytes of its items, summed up before anyone else could have to wait for that.</summary>
    public long Bytes { get; } = draft.Work.Items.Sum(item => (long)item.Json.Length);

    /// <summary>Whom it leads, itself among them.</summary>
    public IReadOnlyList<PendingSubmission> Group { get; private set; } = [];

    /// <summary>The operation as it finished; null where it must take its place in the queue.</summary>
    public Operation? Finished { get; private set; }

    /// <summary>Takes it for good: either into a group or because it gives up waiting, whichever comes first.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _taken, 1) == 0;

    public void PromoteToLeader(IReadOnlyList<PendingSubmission> group)
    {
        Group = group;
        _called.TrySetResult(true);
    }

    public void Complete(Operation? finished)
    {
        Finished = finished;
        _called.TrySetResult(false);
    }

    public void Fail(Exception failure) => _called.TrySetException(failure);

    /// <summary>Waits until it is called or has been taken along. Whoever is in a group already is seen through.</summary>
    /// <returns>Whether it leads.</returns>
    public ValueTask<bool> WaitAsync(EngineThreads threads, CancellationToken cancellationToken) =>
        _called.Task.IsCompleted ? new(_called.Task) : WaitForCallAsync(threads, cancellationToken);

    private static void GiveUp(object? state, CancellationToken cancellationToken)
    {
        var traveller = (PendingSubmission)state!;
        if (traveller.TryClaim())
        {
            traveller._called.TrySetCanceled(cancellationToken);
        }
    }

    private async ValueTask<bool> WaitForCallAsync(EngineThreads threads, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(GiveUp, this).ConfigureAwait(false);
        return await threads.FollowAsync(_called.Task).ConfigureAwait(false);
    }
}
