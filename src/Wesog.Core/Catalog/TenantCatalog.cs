using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.Catalog;

/// <summary>The images of one tenant: <see cref="IImageCatalog"/> without the tenant parameter.</summary>
/// <remarks><see cref="TenantCatalogExtensions.ForTenant"/> creates it. It holds no resources and can be shared between threads.</remarks>
public sealed class TenantCatalog
{
    private readonly IImageCatalog _catalog;

    internal TenantCatalog(IImageCatalog catalog, string tenant)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        TenantName.Check(tenant);
        _catalog = catalog;
        Tenant = tenant;
    }

    /// <summary>The name of the tenant.</summary>
    public string Tenant { get; }

    /// <inheritdoc cref="IImageCatalog.GetAsync"/>
    public Task<StoredImage?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _catalog.GetAsync(Tenant, id, cancellationToken);

    /// <inheritdoc cref="IImageCatalog.ListAsync(string, ImagePageRequest, CancellationToken)"/>
    public Task<ImagePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken = default) =>
        _catalog.ListAsync(Tenant, request, cancellationToken);

    /// <inheritdoc cref="IImageCatalog.ListAsync(string, long, int, CancellationToken)"/>
    public Task<ImagePage> ListAsync(long offset, int limit, CancellationToken cancellationToken = default) =>
        _catalog.ListAsync(Tenant, offset, limit, cancellationToken);

    /// <inheritdoc cref="IImageCatalog.QueryAsync"/>
    public Task<ImageQueryPage> QueryAsync(ImageQuery query, CancellationToken cancellationToken = default) =>
        _catalog.QueryAsync(Tenant, query, cancellationToken);

    /// <inheritdoc cref="IImageCatalog.EnumerateAsync"/>
    public IAsyncEnumerable<StoredImage> EnumerateAsync(ImageQuery query, CancellationToken cancellationToken = default) =>
        _catalog.EnumerateAsync(Tenant, query, cancellationToken);
}

/// <summary>Creates views of one tenant.</summary>
public static class TenantCatalogExtensions
{
    /// <summary>Returns the images of one tenant. Checks the name once.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="tenant">The name of the tenant.</param>
    /// <exception cref="ArgumentException">The name is not 1 to 255 characters, or contains a NUL or half of a surrogate pair.</exception>
    public static TenantCatalog ForTenant(this IImageCatalog catalog, string tenant) => new(catalog, tenant);
}
