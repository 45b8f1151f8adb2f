using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>What a body holds.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public sealed record BatchForm
{
    private BatchForm(BatchLayout layout, ItemMethod? method, string? imageId)
    {
        Layout = layout;
        Method = method;
        ImageId = imageId;
    }

    /// <summary>How the items are laid out.</summary>
    public BatchLayout Layout { get; }

    /// <summary>
    /// What every item does; null where each says so itself: <c>{"method": "add"|"upd"|"mod"|"del", "image": {…}}</c>.
    /// </summary>
    public ItemMethod? Method { get; }

    /// <summary>The id that is named outside the body, of a single item; null for none.</summary>
    public string? ImageId { get; }

    /// <summary>A JSON array of items of one method. Deletions are objects <c>{"id": …}</c> or plain ids.</summary>
    public static BatchForm Array(ItemMethod method) => new(BatchLayout.Array, method, null);

    /// <summary>One item of one method a line.</summary>
    public static BatchForm Lines(ItemMethod method) => new(BatchLayout.Lines, method, null);

    /// <summary>A JSON array of items that each name their method.</summary>
    public static BatchForm MixedArray { get; } = new(BatchLayout.Array, null, null);

    /// <summary>A line an item, each naming its method.</summary>
    public static BatchForm MixedLines { get; } = new(BatchLayout.Lines, null, null);

    /// <summary>
    /// One JSON object: the item of the given id, which the object may repeat
    /// (<see cref="ErrorCodes.IdMismatch"/> where it names another).
    /// </summary>
    public static BatchForm One(ItemMethod method, string imageId) => new(BatchLayout.One, method, imageId);
}
