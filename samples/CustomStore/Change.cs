namespace Wesog.Samples.CustomStore;

/// <summary>A change of one tenant: the content of one record. It is applied as a whole or not at all.</summary>
internal sealed record Change(string Tenant)
{
    /// <summary>The images that are written or deleted.</summary>
    public IReadOnlyList<ImageWrite> Images { get; init; } = [];

    /// <summary>The operations that are added, or replaced by number.</summary>
    public IReadOnlyList<OperationRow> Operations { get; init; } = [];

    /// <summary>The numbers of the operations that are removed.</summary>
    public IReadOnlyList<long> Removed { get; init; } = [];

    /// <summary>A lower bound of the last assigned number; the operation with that number may have been removed.</summary>
    public long LastNumber { get; init; }

    /// <summary>The state of the engine's clock, which the tenant without a name keeps; null if it does not change.</summary>
    public byte[]? ClockState { get; init; }

    public bool IsEmpty() => Images.Count + Operations.Count + Removed.Count == 0 && ClockState is null;
}

/// <summary>An operation as the store keeps it.</summary>
/// <param name="Operation">The operation: pending or finished. Only the queue knows which ones are running.</param>
/// <param name="Key">Its idempotency key; null for none.</param>
/// <param name="Attempts">The number of failed attempts.</param>
/// <param name="Payload">Its payload; null once it is finished.</param>
internal sealed record OperationRow(Operation Operation, IdempotencyBinding? Key, int Attempts, OperationPayload? Payload)
{
    public OperationRow Finish(Operation finished) => this with { Operation = finished, Payload = null };
}
