using Wesog.Images;
using Wesog.Query;

namespace Wesog.Catalog;

/// <summary>Reads the images of a tenant. Every result is a committed state as a whole, never a part of a batch.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, sections "Batches" and "HTTP". All members are safe for concurrent use, and throw
/// <see cref="Operations.StoreUnavailableException"/> if the store is unavailable and <see cref="Operations.TooManyReadsException"/> if the
/// tenant has too many reads in progress. <see cref="TenantCatalogExtensions.ForTenant"/> binds a tenant.
/// </remarks>
public interface IImageCatalog
{
    /// <summary>Returns an image; null if the tenant has no image with this id.</summary>
    Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of the tenant's images, ordered by the Unicode code points of the id.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="request">The start and the limits of the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="ImagePageRequest.Offset"/> or <see cref="ImagePageRequest.MaxBytes"/> is below 0, or <see cref="ImagePageRequest.Limit"/> below 1.
    /// </exception>
    /// <exception cref="ArgumentException"><see cref="ImagePageRequest.After"/> contains half of a surrogate pair.</exception>
    Task<ImagePage> ListAsync(string tenant, ImagePageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of the tenant's images, ordered by the Unicode code points of the id.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="offset">The number of images before the page.</param>
    /// <param name="limit">The largest number of images on the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is below 0 or <paramref name="limit"/> below 1.</exception>
    Task<ImagePage> ListAsync(string tenant, long offset, int limit, CancellationToken cancellationToken = default) =>
        ListAsync(tenant, new ImagePageRequest { Offset = offset, Limit = limit }, cancellationToken);

    /// <summary>Returns a page of the images that match, with their number and the values of facets, from one snapshot.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="query">The filter, the order, the part and what to count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">A member of the query is null or out of range.</exception>
    /// <exception cref="InvalidCursorException"><see cref="ImageQuery.After"/> is altered or belongs to another query.</exception>
    /// <exception cref="QueryTimeoutException">The query took longer than <see cref="Operations.EngineLimits.MaxQueryTime"/>.</exception>
    /// <exception cref="TooManyFacetValuesException">The different values of the facets need more than <see cref="ImageQuery.MaxFacetBytes"/>.</exception>
    Task<ImageQueryPage> QueryAsync(string tenant, ImageQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns all images that match, or <see cref="ImageQuery.Limit"/> of them, by id, from one snapshot. They are read as the caller takes
    /// them, so memory does not grow with their number. End or dispose of the enumeration: it is a read in progress, and keeps the snapshot.
    /// </summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="query">The filter, and the members <see cref="ImageQuery.After"/> and <see cref="ImageQuery.Limit"/>. Others have no effect or, if they concern the order, facets or the offset, are refused.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentException">A member of the query is null, out of range, or none of an enumeration.</exception>
    /// <remarks>
    /// The enumeration throws <see cref="InvalidCursorException"/>, and <see cref="QueryTimeoutException"/> if it takes longer than
    /// <see cref="Operations.EngineLimits.MaxExportTime"/>.
    /// </remarks>
    IAsyncEnumerable<StoredImage> EnumerateAsync(string tenant, ImageQuery query, CancellationToken cancellationToken = default);
}

/// <summary>A page of images and the number of all images, both from one snapshot.</summary>
/// <param name="Images">The images, ordered by id.</param>
/// <param name="Count">The number of images of the tenant.</param>
/// <param name="HasMore">Whether images follow the last one of the page.</param>
public sealed record ImagePage(IReadOnlyList<StoredImage> Images, long Count, bool HasMore);
