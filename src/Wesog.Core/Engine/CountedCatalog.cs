using Wesog.Catalog;
using Wesog.Images;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Decorates an image catalog: counts the calls that it rejects.</summary>
internal sealed class CountedCatalog(IImageCatalog inner, EngineTelemetry telemetry) : IImageCatalog
{
    public Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.GetAsync(tenant, id, cancellationToken));

    public Task<ImagePage> ListAsync(string tenant, long offset, int limit, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.ListAsync(tenant, offset, limit, cancellationToken));
}
