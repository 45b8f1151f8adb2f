namespace Wesog.Operations;

/// <summary>The payload of a batch breaks the rules; nothing was queued.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Images" and "HTTP" (422).</remarks>
public sealed class InvalidImagesException : WesogException
{
    /// <summary>A refusal that lists what is wrong.</summary>
    public InvalidImagesException(int total, ItemErrors rejections)
        : base($"{rejections.Count} of {total} items are invalid; nothing was queued. First: {Describe(rejections.Errors)} All of them are in {nameof(ItemErrors)}.")
    {
        Total = total;
        ItemErrors = rejections;
    }

    /// <summary>Items in the batch.</summary>
    public int Total { get; }

    /// <summary>What is wrong with them: the first faults, and the counts of all.</summary>
    public ItemErrors ItemErrors { get; }

    private static string Describe(IReadOnlyList<OperationError> errors) => errors is [var first, ..]
        ? $"item {first.Position}, {first.Field ?? "the item"}: {first.Message} ({first.Code})."
        : "(not listed).";
}
