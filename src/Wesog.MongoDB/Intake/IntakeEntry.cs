using MongoDB.Bson;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Intake;

/// <summary>An operation that waits to be accepted, encoded once however often its transaction runs.</summary>
internal sealed class IntakeEntry(OperationDraft draft, QueueBounds bounds)
{
    private readonly TaskCompletionSource<EnqueueResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OperationDraft Draft => draft;

    public QueueBounds Bounds => bounds;

    public long Bytes { get; } = WorkDocument.Measure(draft.Work);

    public IReadOnlyList<RawBsonDocument> Parts { get; } = WorkDocument.Encode(draft.Work);

    public Task<EnqueueResult> Result => _result.Task;

    /// <summary>Whether an operation is within bounds where no other is unfinished.</summary>
    public static bool Fits(OperationDraft draft, QueueBounds bounds) =>
        bounds.Operations >= 1 && WorkDocument.Measure(draft.Work) <= bounds.Bytes;

    public void Answer(EnqueueResult result) => _result.TrySetResult(result);

    public void Fail(Exception failure) => _result.TrySetException(failure);
}
