namespace Wesog.Query;

/// <summary>A question about a tenant's images: which, in which order, which part of them, and what to count.</summary>
/// <remarks><c>docs/finding.md</c>.</remarks>
public sealed record ImageQuery
{
    /// <summary>The largest value of <see cref="FacetLimit"/>: 1,000.</summary>
    public const int MaxFacetLimit = 1_000;

    /// <summary>Selects the images. Default: all.</summary>
    public ImageFilter Filter { get; init; } = ImageFilter.All;

    /// <summary>The order. Default: by id.</summary>
    public ImageSort Sort { get; init; } = ImageSort.Id;

    /// <summary>Whether the order is descending. Images without a value come last all the same. Default false.</summary>
    public bool IsDescending { get; init; }

    /// <summary>The facets whose values are counted, over all images that match. Default: none.</summary>
    public IReadOnlyList<ImageFacet> Facets { get; init; } = [];

    /// <summary>The largest number of values of a facet, 1 to <see cref="MaxFacetLimit"/>. Default 100.</summary>
    public int FacetLimit { get; init; } = 100;

    /// <summary>The largest memory of the different values of all facets together in bytes: their UTF-8 bytes and 128 each. Default 32 MiB.</summary>
    public int MaxFacetBytes { get; init; } = 32 << 20;

    /// <summary>Whether all images that match are counted. Without it and without facets a query by id ends with its page. Default true.</summary>
    public bool CountsMatches { get; init; } = true;

    /// <summary>
    /// <see cref="ImageQueryPage.Next"/> of the page before; null for the first page. It belongs to its tenant, filter, sort and direction; the other
    /// members may change. A page after it costs the same at any depth. Default null.
    /// </summary>
    public string? After { get; init; }

    /// <summary>
    /// The number of images to skip. Default 0. Costs more the larger it is, unless all images are listed by id; <see cref="After"/> does not.
    /// </summary>
    public long Offset { get; init; }

    /// <summary>The largest number of images. Default: 50 on a page, and all in an enumeration.</summary>
    public int? Limit { get; init; }

    /// <summary>
    /// The largest number of bytes of <see cref="Images.StoredImage.Json"/> of the images of a page together. A page that is not empty has at least
    /// one image, whatever its size. Default: no limit.
    /// </summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    internal int PageLimit => Limit ?? 50;

    /// <exception cref="ArgumentException">A member is out of range or null.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Filter);
        ArgumentNullException.ThrowIfNull(Sort);
        ArgumentNullException.ThrowIfNull(Facets);
        ArgumentOutOfRangeException.ThrowIfNegative(Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageLimit, 1, nameof(Limit));
        ArgumentOutOfRangeException.ThrowIfLessThan(FacetLimit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FacetLimit, MaxFacetLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxFacetBytes);
        if (Facets.Distinct().Count() != Facets.Count || Facets.Contains(null!))
        {
            throw new ArgumentException("A facet is null or listed twice. List each facet once.", nameof(Facets));
        }
    }

    /// <exception cref="ArgumentException">A member is out of range or null, or an enumeration has no such member.</exception>
    internal void CheckEnumeration()
    {
        Check();
        if (Sort != ImageSort.Id || IsDescending || Facets.Count > 0 || Offset > 0)
        {
            throw new ArgumentException(
                $"An enumeration is ordered by id, ascending, and has no {nameof(Facets)} and no {nameof(Offset)}. Leave {nameof(Sort)}, {nameof(IsDescending)}, {nameof(Facets)} and {nameof(Offset)} out, or call QueryAsync.");
        }
    }
}

/// <summary>A page of the images that match, and what was counted, all from one snapshot.</summary>
/// <param name="Images">The images in the order of the query.</param>
/// <param name="Count">The number of all images that match; null if <see cref="ImageQuery.CountsMatches"/> is false.</param>
/// <param name="Facets">The values of the facets, in the order of the query.</param>
/// <param name="Next"><see cref="ImageQuery.After"/> of the next page; null on the last one. At most 2,048 characters, valid after a restart and on every host.</param>
public sealed record ImageQueryPage(
    IReadOnlyList<Images.StoredImage> Images, long? Count, IReadOnlyList<FacetResult> Facets, string? Next);
