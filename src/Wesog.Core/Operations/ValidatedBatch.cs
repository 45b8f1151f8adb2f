using System.Globalization;
using Wesog.Images;

namespace Wesog.Operations;

/// <summary>A validated batch: the valid items in canonical form, and the errors of the others.</summary>
/// <remarks><see cref="Serialization.IImageBatchReader"/> creates it from JSON, the engine from an <see cref="ImageBatch"/>.</remarks>
public sealed record ValidatedBatch
{
    /// <summary>The options of the validation and the submission.</summary>
    public required SubmitOptions Options { get; init; }

    /// <summary>The method of the batch, derived from all items, including invalid ones.</summary>
    public required OperationMethod Method { get; init; }

    /// <summary>The number of items, valid and invalid.</summary>
    public required int Total { get; init; }

    /// <summary>The valid items, in batch order.</summary>
    public required IReadOnlyList<BatchItem> Items { get; init; }

    /// <summary>The edit by query that is submitted instead of items; null for a batch.</summary>
    public QueryEdit? Edit { get; init; }

    /// <summary>The errors of the invalid items.</summary>
    public ItemErrors ItemErrors { get; init; } = ItemErrors.None;
}

/// <summary>A valid item, in the form in which stores queue it.</summary>
/// <param name="Position">The position in the batch, from 0.</param>
/// <param name="Method">The method.</param>
/// <param name="ImageId">The id of the image.</param>
/// <param name="Lang">The language of the image; null if the item does not change it (a modification without <c>lang</c>, a deletion).</param>
/// <param name="Json">
/// Canonical JSON: all members of an added or replaced image; <c>id</c> and the changed members of a modification (null clears; the edit of a list is
/// <c>{"remove":[…],"add":[…]}</c>); empty for a deletion.
/// </param>
public sealed record BatchItem(int Position, ItemMethod Method, string ImageId, Language? Lang, ReadOnlyMemory<byte> Json)
{
    /// <summary>The revision that the image must have when the item is executed, at least 1; null for any.</summary>
    public long? IfRevision { get; init; }

    /// <summary>What else must hold of the image then; null for nothing.</summary>
    public ImagePrecondition? Precondition { get; init; }
}

/// <summary>The errors that the validation of a batch found.</summary>
/// <param name="Count">The exact number of items with an error.</param>
/// <param name="Errors">The first errors, in item order, at most <see cref="EngineLimits.MaxErrors"/>.</param>
/// <param name="Truncated">Whether there are more errors than <paramref name="Errors"/> contains.</param>
/// <param name="Digest">
/// A hash of the items with errors, part of the fingerprint of a submission with an idempotency key; empty without a key.
/// White space and escapes do not count. The order of members counts.
/// </param>
public sealed record ItemErrors(int Count, IReadOnlyList<OperationError> Errors, bool Truncated, ReadOnlyMemory<byte> Digest)
{
    /// <summary>The exact counts of all errors by code and member: highest count first, then by code, then by member. Default none.</summary>
    public IReadOnlyList<ErrorCount> ErrorCounts { get; init; } = [];

    /// <summary>Returns the number of items with an error, and the codes and fields of the listed errors.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} items with errors: {string.Join(", ", Errors.Select(error => $"item {error.Position}: {error.Code} {error.Field}"))}{(Truncated ? ", …" : "")}");

    /// <summary>No errors.</summary>
    public static ItemErrors None { get; } = new(0, [], false, default);
}
