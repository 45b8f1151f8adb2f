namespace Wesog.Catalog;

/// <summary>Selects a page of a tenant's images, ordered by the Unicode code points of the id.</summary>
public sealed record ImagePageRequest
{
    /// <summary>
    /// The id that the page comes after, whether an image has it or not; null for the beginning. Default null. A page after the last id of the
    /// page before costs the same at any depth.
    /// </summary>
    public string? After { get; init; }

    /// <summary>The number of images to skip from there. Default 0.</summary>
    public long Offset { get; init; }

    /// <summary>The largest number of images. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>
    /// The largest number of bytes of <see cref="Images.StoredImage.Json"/> of all images together. A page that is not empty has at least
    /// one image, whatever its size. Default: no limit.
    /// </summary>
    public long MaxBytes { get; init; } = long.MaxValue;
}
