using System.Runtime.ExceptionServices;
using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>A submission in a <see cref="SubmissionCoalescer{T}"/>, as the leader of a group or as a member of another leader's group.</summary>
internal sealed class PendingSubmission<T>(NewOperation operation)
{
    private TaskCompletionSource<bool>? _promotion;
    private ExceptionDispatchInfo? _failure;
    private T? _result;
    private int _claimed;

    /// <summary>The operation; null after the submission was cancelled, because a running group may keep it from being collected.</summary>
    public NewOperation? Operation { get; private set; } = operation;

    public string Tenant { get; } = operation.Operation.Tenant;

    public string? Key { get; } = operation.Key?.Key;

    public bool IsUrgent { get; } = operation.Operation.Modes.Urgent;

    public int Items { get; } = operation.Operation.Total;

    /// <summary>Its size; computed here, outside the coalescer's lock.</summary>
    public long Bytes { get; } = PayloadCodec.Measure(operation.Payload);

    /// <summary>The group that it leads, including itself.</summary>
    public IReadOnlyList<PendingSubmission<T>> Group { get; private set; } = [];

    /// <summary>The result, after it has run.</summary>
    public T Result
    {
        get
        {
            _failure?.Throw();
            return _result!;
        }
    }

    /// <summary>Whether it is in a group or cancelled.</summary>
    public bool IsClaimed => Volatile.Read(ref _claimed) == 1;

    /// <summary>Claims the submission, for a group or for its cancellation. Returns true to the first caller only.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Makes it wait. Call it before another thread can promote or complete it.</summary>
    public void PrepareToWait() => _promotion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void PromoteToLeader(IReadOnlyList<PendingSubmission<T>> group)
    {
        Group = group;
        _promotion?.TrySetResult(true);
    }

    public void Complete(T result)
    {
        _result = result;
        _promotion?.TrySetResult(false);
    }

    public void Fail(Exception failure)
    {
        _failure = ExceptionDispatchInfo.Capture(failure);
        _promotion?.TrySetResult(false);
    }

    /// <summary>Waits until it becomes the leader or its group has run. Cancellation has no effect once it is in a running group.</summary>
    /// <returns>Whether it is the leader.</returns>
    public async ValueTask<bool> WaitAsync(EngineThreads threads, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(Cancel, this).ConfigureAwait(false);
        return await threads.FollowAsync(_promotion!.Task).ConfigureAwait(false);
    }

    private static void Cancel(object? state, CancellationToken cancellationToken)
    {
        var submission = (PendingSubmission<T>)state!;
        if (submission.TryClaim())
        {
            submission.Operation = null;
            submission._promotion!.TrySetCanceled(cancellationToken);
        }
    }
}
