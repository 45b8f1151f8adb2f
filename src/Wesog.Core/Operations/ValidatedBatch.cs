namespace Wesog.Operations;

/// <summary>
/// A batch after the one pass of the validator: the items that passed, in canonical form, and every fault of those
/// that did not.
/// </summary>
/// <remarks>Made by <see cref="Serialization.IImageBatchReader"/> from JSON, and by the engine from an <see cref="ImageBatch"/>.</remarks>
public sealed record ValidatedBatch
{
    /// <summary>The options it was checked under; it is submitted under the same ones.</summary>
    public required SubmitOptions Options { get; init; }

    /// <summary>What the batch as a whole does, from the methods of all its items, rejected ones too.</summary>
    public required OperationMethod Method { get; init; }

    /// <summary>Items in the batch, good and bad.</summary>
    public required int Total { get; init; }

    /// <summary>The items that passed, in batch order.</summary>
    public required IReadOnlyList<BatchItem> Items { get; init; }

    /// <summary>What is wrong with the others.</summary>
    public ItemErrors ItemErrors { get; init; } = ItemErrors.None;
}
