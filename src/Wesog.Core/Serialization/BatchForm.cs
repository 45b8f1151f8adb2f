using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>The format of a body: the layout of its items and what they do.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public sealed record BatchForm
{
    private BatchForm(BatchLayout layout, ItemMethod? method, string? imageId)
    {
        Layout = layout;
        Method = method;
        ImageId = imageId;
    }

    /// <summary>The layout of the items.</summary>
    public BatchLayout Layout { get; }

    /// <summary>
    /// The method of every item; null if each item states it: <c>{"method": "add"|"upd"|"mod"|"del", "image": {…}}</c>.
    /// </summary>
    public ItemMethod? Method { get; }

    /// <summary>The id that the path names, of a single item; null if there is none.</summary>
    public string? ImageId { get; }

    /// <summary>
    /// One JSON object: a change, without an id, of all images that match the formula when the operation is executed.
    /// </summary>
    /// <param name="formula">Selects the images.</param>
    /// <param name="expectedCount">The number of images that must match; null for any.</param>
    public static BatchForm Edit(string formula, int? expectedCount)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new(BatchLayout.One, ItemMethod.Modify, null) { Formula = formula, ExpectedCount = expectedCount };
    }

    /// <summary>Selects the images of an edit by query; null for a batch.</summary>
    public string? Formula { get; private init; }

    /// <summary>The number of images that an edit by query must match; null for any.</summary>
    public int? ExpectedCount { get; private init; }

    /// <summary>What must hold of the image of a single item; null for nothing.</summary>
    public ImagePrecondition? Precondition { get; private init; }

    /// <summary>A JSON array of items of one method. Deletions are objects <c>{"id": …}</c> or plain ids.</summary>
    public static BatchForm Array(ItemMethod method) => new(BatchLayout.Array, method, null);

    /// <summary>One item of one method on each line.</summary>
    public static BatchForm Lines(ItemMethod method) => new(BatchLayout.Lines, method, null);

    /// <summary>A JSON array of items that state their method.</summary>
    public static BatchForm MixedArray { get; } = new(BatchLayout.Array, null, null);

    /// <summary>One item on each line, which states its method.</summary>
    public static BatchForm MixedLines { get; } = new(BatchLayout.Lines, null, null);

    /// <summary>
    /// One JSON object: the item of the given id. The object can repeat the id; another id is an error (<see cref="ErrorCodes.IdMismatch"/>).
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="imageId">The id.</param>
    /// <param name="precondition">What must hold of the image when the item is executed; null for nothing.</param>
    public static BatchForm One(ItemMethod method, string imageId, ImagePrecondition? precondition = null) =>
        new(BatchLayout.One, method, imageId) { Precondition = precondition };
}

/// <summary>The layout of the items in a body.</summary>
public enum BatchLayout
{
    /// <summary>A JSON array.</summary>
    Array,

    /// <summary>NDJSON: one JSON value on each line. Blank lines, CRLF and a missing last line break are allowed.</summary>
    Lines,

    /// <summary>One JSON object.</summary>
    One,
}
