using Wesog.Catalog;
using Wesog.Images;
using Wesog.Query;
using Wesog.StoreHistories.Model;

namespace Wesog.StoreHistories.Queries;

/// <summary>Formats the pages and the enumeration of a query as text: as a catalog returns them, and as a plain list has them.</summary>
internal static class QueryText
{
    /// <summary>Queries a catalog, and walks by cursor.</summary>
    public static async Task<string> OfPagesAsync(IImageCatalog catalog, string tenant, ImageQuery query, int maxPages)
    {
        var pages = new List<string>();
        for (var next = query; next is not null;)
        {
            var page = await catalog.QueryAsync(tenant, next).ConfigureAwait(false);
            pages.Add(Describe(page.Count, page.Facets, page.Images, page.Next is not null));
            next = page.Next is { } cursor && pages.Count < maxPages ? query with { After = cursor, Offset = 0 } : null;
        }

        return string.Join('\n', pages);
    }

    /// <summary>Evaluates a query on a list.</summary>
    public static string OfPages(IEnumerable<StoredImage> images, ImageQuery query, int maxPages)
    {
        var matches = Matches(images, query).Order(Comparer<StoredImage>.Create((left, right) => Compare(query, left, right))).ToList();
        var facets = query.Facets.Select(facet => CountFacet(facet, matches, query.FacetLimit)).ToList();
        var pages = new List<string>();
        var rest = matches.Skip((int)Math.Min(query.Offset, matches.Count)).ToList();
        do
        {
            var size = 1;
            for (var bytes = 0L; size <= rest.Count && size <= query.Limit && (bytes += rest[size - 1].Json.Length) <= query.MaxBytes;)
            {
                size++;
            }

            // The image that did not fit, unless it is the only one of its page.
            var page = rest.Take(Math.Max(1, size - 1)).ToList();
            rest.RemoveRange(0, page.Count);
            pages.Add(Describe(query.CountsMatches ? matches.Count : null, facets, page, rest.Count > 0));
        }
        while (rest.Count > 0 && pages.Count < maxPages);

        return string.Join('\n', pages);
    }

    /// <summary>Enumerates the images of a catalog.</summary>
    public static async Task<string> OfEnumerationAsync(IImageCatalog catalog, string tenant, ImageQuery query)
    {
        var images = new List<StoredImage>();
        await foreach (var image in catalog.EnumerateAsync(tenant, query).ConfigureAwait(false))
        {
            images.Add(image);
        }

        return Describe(images);
    }

    /// <summary>Evaluates an enumeration on a list.</summary>
    public static string OfEnumeration(IEnumerable<StoredImage> images, ImageQuery query) =>
        Describe(Matches(images, query).OrderBy(image => image.Id, CodePointOrder.Instance).Take(query.Limit ?? int.MaxValue));

    private static IEnumerable<StoredImage> Matches(IEnumerable<StoredImage> images, ImageQuery query) =>
        images.Where(image => NaiveEvaluator.Matches(query.Filter, image));

    private static int Compare(ImageQuery query, StoredImage left, StoredImage right)
    {
        var sign = query.IsDescending ? -1 : 1;
        var byId = sign * CodePointOrder.Instance.Compare(left.Id, right.Id);
        return (NaiveEvaluator.SortValue(query.Sort.Name, left), NaiveEvaluator.SortValue(query.Sort.Name, right)) switch
        {
            (null, null) => byId,
            (null, _) => 1,
            (_, null) => -1,
            (string text, string other) when CodePointOrder.Instance.Compare(text, other) is not 0 and var order => sign * order,
            (string, string) => byId,
            var (value, other) => value.CompareTo(other) is not 0 and var order ? sign * order : byId,
        };
    }

    private static FacetResult CountFacet(ImageFacet facet, IEnumerable<StoredImage> images, int limit)
    {
        var counts = images.SelectMany(image => NaiveEvaluator.FacetValues(facet.Name, image).Distinct()).GroupBy(value => value)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, CodePointOrder.Instance).ToList();
        return new(facet, [.. counts.Take(limit).Select(group => new FacetValue(group.Key, group.Count()))], counts.Count > limit);
    }

    private static string Describe(long? count, IEnumerable<FacetResult> facets, IEnumerable<StoredImage> images, bool hasMore)
    {
        var counted = facets.Select(facet => $" {facet.Facet} {string.Join(", ", facet.Values)}{(facet.IsTruncated ? " and more" : "")}");
        return $"{(count is null ? "" : $"{count}: ")}{Describe(images)}{(hasMore ? " and more" : "")}{string.Concat(counted)}";
    }

    private static string Describe(IEnumerable<StoredImage> images) => $"[{string.Join(", ", images.Select(image => $"{image.Id} r{image.Revision}"))}]";
}
