using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>The memory that the objects of a request need, in bytes, for its count.</summary>
internal static class MemorySize
{
    /// <summary>A listed error, with a text of usual length.</summary>
    public const int OfError = 500;

    // An image or an item, its id, its array, its place in the list.
    private const int Object = 200;

    private const int SkippedItem = 100;
    private const int EmptyOperation = 300;

    // The longest id that the settings allow.
    private const int MaxIdLength = 255;

    /// <summary>An item of a batch, or a stored image.</summary>
    /// <param name="id">The id of its image.</param>
    /// <param name="json">The number of bytes of its canonical JSON.</param>
    public static int OfItem(string id, int json) => Object + (sizeof(char) * id.Length) + json;

    /// <summary>A stored image.</summary>
    public static int Of(StoredImage image) => OfItem(image.Id, image.Json.Length);

    /// <summary>An operation as it was read.</summary>
    public static long Of(Operation operation) =>
        EmptyOperation + (sizeof(char) * ((operation.Label?.Length ?? 0) + (operation.SubmittedBy?.Length ?? 0) + (operation.Query?.Length ?? 0) + (operation.Failure?.Message.Length ?? 0)))
        + ((long)OfError * operation.Errors.Count) + operation.SkippedItems.Sum(item => (long)SkippedItem + (sizeof(char) * item.ImageId.Length));

    /// <summary>The most of an operation that lists a number of errors and of skipped items.</summary>
    public static long MostOfOperation(int errors) => EmptyOperation + (errors * (long)(OfError + SkippedItem + (sizeof(char) * MaxIdLength)));
}
