using MongoDB.Bson;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Enqueueing;

/// <summary>An operation that waits to be accepted. It is encoded once, however often its transaction runs.</summary>
internal sealed class PendingEnqueue(NewOperation draft, QueueLimits bounds)
{
    private readonly TaskCompletionSource<EnqueueResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NewOperation Draft => draft;

    public QueueLimits Bounds => bounds;

    public long Bytes { get; } = WorkDocument.Measure(draft.Payload);

    public IReadOnlyList<RawBsonDocument> Parts { get; } = WorkDocument.Encode(draft.Payload);

    public Task<EnqueueResult> Result => _result.Task;

    /// <summary>Returns true if an operation is within the queue limits when no other is unfinished.</summary>
    public static bool Fits(NewOperation draft, QueueLimits bounds) =>
        bounds.Operations >= 1 && WorkDocument.Measure(draft.Payload) <= bounds.Bytes;

    public void Answer(EnqueueResult result) => _result.TrySetResult(result);

    public void Fail(Exception failure) => _result.TrySetException(failure);
}
