using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;
using Wesog.Texts;

namespace Wesog.Engine;

/// <summary>The image catalog. Limits the reads in progress, and counts the calls that it rejects.</summary>
internal sealed class ImageCatalog(IImageReads store, ReadLimiter limiter, EngineTelemetry telemetry) : IImageCatalog
{
    public Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentNullException.ThrowIfNull(id);
            using var slot = limiter.Enter(tenant);
            return await store.FindImagesAsync(tenant, [id], cancellationToken).ConfigureAwait(false) is [var image] ? image : null;
        });

    public Task<ImagePage> ListAsync(string tenant, ImagePageRequest request, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentNullException.ThrowIfNull(request);
            ArgumentOutOfRangeException.ThrowIfNegative(request.Offset);
            ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(request.MaxBytes);
            if (request.After is { } id && Characters.HasLoneSurrogate(id))
            {
                throw new ArgumentException("The id that the page comes after holds half of a surrogate pair.", nameof(request));
            }

            using var slot = limiter.Enter(tenant);
            return await store.ListImagesAsync(tenant, request, cancellationToken).ConfigureAwait(false);
        });
}
