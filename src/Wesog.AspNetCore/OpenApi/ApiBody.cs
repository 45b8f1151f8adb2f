using Wesog.AspNetCore.Bodies;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>The request body of a route.</summary>
/// <param name="Name">The name of its component.</param>
/// <param name="Schema">The schema of the image, or of an item of the batch.</param>
/// <param name="Example">The name of its example; that of newline-delimited JSON has the suffix <c>_lines</c>.</param>
/// <param name="Description">What it contains.</param>
internal sealed record ApiBody(string Name, string Schema, string Example, string Description)
{
    public static ApiBody Images { get; } = new("Images", "Image", "images", "The images.");

    public static ApiBody Replacements { get; } = new("Replacements", "ImageReplacement", "images", "The new records.");

    public static ApiBody Changes { get; } = new("Changes", "ImageModification", "changes", "The changes; with `q`, one change of all images that match.")
    {
        Alternative = "ImageEdit",
    };

    public static ApiBody Deletions { get; } =
        new("Deletions", "DeleteItem", "deletions", "The images to delete, unless the query names them by `id`.") { IsRequired = false };

    public static ApiBody Mixed { get; } = new("Mixed", "MixedItem", "mixed", "The items, each with its method.");

    public static ApiBody ImageById { get; } = new("ImageById", "ImageById", "image", "The image.") { IsBatch = false };

    public static ApiBody ReplacementById { get; } = new("ReplacementById", "ImageReplacementById", "image", "The new record.") { IsBatch = false };

    public static ApiBody ImageChangeById { get; } = new("ImageChangeById", "ImageChangeById", "change", "The members to change.") { IsBatch = false };

    /// <summary>The schema of a single object that may be sent instead of the batch; null if there is none.</summary>
    public string? Alternative { get; private init; }

    public bool IsRequired { get; private init; } = true;

    public bool IsBatch { get; private init; } = true;

    public IReadOnlyList<string> ContentTypes => IsBatch ? [ContentType.Json, ContentType.Lines] : [ContentType.Json];
}
