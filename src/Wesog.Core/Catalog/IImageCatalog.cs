using Wesog.Images;

namespace Wesog.Catalog;

/// <summary>Reads a tenant's images. What it returns is always the whole of some committed state, never part of a batch.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, sections "Batches" and "HTTP". Every member may be called from any thread, also while batches run, and throws
/// <see cref="Operations.StoreUnavailableException"/> while the store is out of reach.
/// </remarks>
public interface IImageCatalog
{
    /// <summary>One image; null where the tenant has none of that id.</summary>
    Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>A page of the tenant's images, ordered by id, by Unicode code point.</summary>
    /// <param name="tenant">Whose they are.</param>
    /// <param name="offset">How many images come before the page.</param>
    /// <param name="limit">How many the page holds at most.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is below 0 or <paramref name="limit"/> below 1.</exception>
    Task<ImagePage> ListAsync(string tenant, long offset, int limit, CancellationToken cancellationToken = default);
}
