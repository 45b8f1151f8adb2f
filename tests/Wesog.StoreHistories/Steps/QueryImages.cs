using Wesog.Query;
using Wesog.StoreHistories.Queries;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Queries images by the engine's catalog. The model evaluates the query on a plain list.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="query">The query.</param>
/// <param name="maxPages">The number of pages to read by cursor.</param>
public sealed class QueryImages(string tenant, ImageQuery query, int maxPages) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) => observed is null
        ? await QueryText.OfPagesAsync(ListedImages.CreateCatalog(target.Store), tenant, query, maxPages)
        : QueryText.OfPages(await target.ListAllAsync(tenant), query, maxPages);

    public override string ToString() => $"query {tenant}: {query.Filter}, sort {query.Sort}{(query.IsDescending ? " descending" : "")}, facets {string.Join(", ", query.Facets)} limit {query.FacetLimit},"
        + $" {(query.CountsMatches ? "count" : "no count")}, limit {query.Limit}, offset {query.Offset}, at most {query.MaxBytes} bytes and {maxPages} pages";
}

/// <summary>Enumerates images by the engine's catalog. The model evaluates the query on a plain list.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="query">The query, with a filter and a limit only.</param>
public sealed class EnumerateImages(string tenant, ImageQuery query) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) => observed is null
        ? await QueryText.OfEnumerationAsync(ListedImages.CreateCatalog(target.Store), tenant, query)
        : QueryText.OfEnumeration(await target.ListAllAsync(tenant), query);

    public override string ToString() => $"enumerate {tenant}: {query.Filter}, limit {query.Limit}";
}
