using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>The image catalog. Counts the calls that it rejects.</summary>
internal sealed class ImageCatalog(IImageReads store, EngineTelemetry telemetry) : IImageCatalog
{
    public Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentNullException.ThrowIfNull(id);
            return await store.FindImagesAsync(tenant, [id], cancellationToken).ConfigureAwait(false) is [var image] ? image : null;
        });

    public Task<ImagePage> ListAsync(string tenant, long offset, int limit, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
            return await store.ListImagesAsync(tenant, offset, limit, cancellationToken).ConfigureAwait(false);
        });
}
