using Wesog.Catalog;
using Wesog.Images;

namespace Wesog.Storage;

/// <summary>Reads images.</summary>
public interface IImageReads
{
    /// <summary>The images of the given ids that exist, in any order, all of the same moment.</summary>
    ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>A page of images ordered by id, by Unicode code point, and the count of all, of the same moment.</summary>
    ValueTask<ImagePage> ListImagesAsync(string tenant, long offset, int limit, CancellationToken cancellationToken);
}
