namespace Wesog.Storage;

/// <summary>The totals of a tenant's operations that an <see cref="Admission"/> needs.</summary>
/// <param name="LastNumber">The last assigned number; 0 if the tenant has had no operation.</param>
/// <param name="Operations">The number of unfinished operations.</param>
/// <param name="Bytes">The sum of their sizes, by <see cref="PayloadCodec.Measure"/>.</param>
public readonly record struct QueueTotals(long LastNumber, long Operations, long Bytes)
{
    internal QueueTotals With(NewOperation operation) =>
        new(LastNumber + 1, Operations + 1, Bytes + PayloadCodec.Measure(operation.Payload));
}
