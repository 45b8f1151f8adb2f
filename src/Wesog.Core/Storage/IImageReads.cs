using Wesog.Catalog;
using Wesog.Images;

namespace Wesog.Storage;

/// <summary>Reads images.</summary>
public interface IImageReads
{
    /// <summary>Returns the existing images with the given ids, in any order, from one snapshot.</summary>
    ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Returns a page of images and the total count, from one snapshot. Images are ordered by id, by Unicode code point.
    /// <see cref="ImagePageBuilder"/> applies the limits of the request.
    /// </summary>
    ValueTask<ImagePage> ListImagesAsync(string tenant, ImagePageRequest request, CancellationToken cancellationToken);
}
