using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Engine;

/// <inheritdoc/>
internal sealed class ImageCatalog(IImageReads store) : IImageCatalog
{
    public async Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(id);
        return await store.FindImagesAsync(tenant, [id], cancellationToken).ConfigureAwait(false) is [var image] ? image : null;
    }

    public async Task<ImagePage> ListAsync(
        string tenant, long offset, int limit, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await store.ListImagesAsync(tenant, offset, limit, cancellationToken).ConfigureAwait(false);
    }
}
