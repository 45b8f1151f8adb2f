using FsCheck;
using FsCheck.Fluent;
using Wesog.Query;
using Wesog.Storage;
using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories.Queries;

/// <summary>Creates random queries, and histories of writes and queries.</summary>
internal static class RandomQueries
{
    /// <summary>The number of queries of a history.</summary>
    public const int PerHistory = Rounds * QueriesInRound;

    private const int Rounds = 10;
    private const int QueriesInRound = 5;

    // Names that begin alike, because terms and keys of an index begin with the tenant.
    private static readonly Gen<string> _tenants = Gen.Frequency((4, Gen.Constant(Names.Tenants[0])), (1, Gen.Elements(Names.Tenants[1], Names.Tenants[2])));

    private static readonly Gen<HistoryStep> _writes =
        from tenant in _tenants
        from count in Gen.Choose(1, 12)
        from images in FilterGenerators.Images.ListOf(count)
        from isDeletion in Gen.Elements(false, false, true).ListOf(count)
        select (HistoryStep)new WriteImages(
            tenant, [.. images.Zip(isDeletion, (image, isDeleted) => new ImageWrite(image.Id, isDeleted ? null : image)).DistinctBy(write => write.Id)]);

    // The last time is longer than a lease and than an index waits for more images.
    private static readonly Gen<HistoryStep> _delays = Gen.Elements(1, 200, 30_000).Select(HistoryStep (ms) => new AdvanceClock(TimeSpan.FromMilliseconds(ms)));

    private static readonly Gen<HistoryStep> _questions = Gen.Frequency(
        (5, from tenant in _tenants from query in Queries from maxPages in Gen.Elements(1, 1, int.MaxValue) select (HistoryStep)new QueryImages(tenant, query, maxPages)),
        (1, from tenant in _tenants from filter in _filters from limit in Gen.Elements<int?>(null, null, 1, 3)
            select (HistoryStep)new EnumerateImages(tenant, new() { Filter = filter, Limit = limit })));

    private static Gen<ImageFilter> _filters => Gen.Frequency((1, Gen.Constant(ImageFilter.All)), (4, FilterGenerators.Filters));

    /// <summary>Queries with small pages.</summary>
    public static Gen<ImageQuery> Queries => QueriesWith(_filters);

    /// <summary>Queries with small pages.</summary>
    /// <param name="filters">Their filters.</param>
    public static Gen<ImageQuery> QueriesWith(Gen<ImageFilter> filters) =>
        from filter in filters
        from sort in Gen.Frequency((1, Gen.Constant(ImageSort.Id)), (3, Gen.Elements(ImageSort.All.ToArray())))
        from isDescending in Gen.Elements(false, true)
        from facetCount in Gen.Choose(0, 2)
        from facets in Gen.Elements(ImageFacet.All.ToArray()).ListOf(facetCount)
        from facetLimit in Gen.Choose(1, 4)
        from counts in Gen.Elements(false, true)
        from limit in Gen.Choose(1, 4)
        from offset in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 9)))
        from maxBytes in Gen.Frequency((2, Gen.Constant(int.MaxValue)), (1, Gen.Choose(0, 2_000)))
        select new ImageQuery
        {
            Filter = filter, Sort = sort, IsDescending = isDescending, Facets = [.. facets.Distinct()], FacetLimit = facetLimit, CountsMatches = counts,
            Limit = limit, Offset = offset, MaxBytes = maxBytes,
        };

    /// <summary>Histories of writes with queries between them.</summary>
    /// <param name="restarts">Whether the store is also reopened.</param>
    public static Gen<History> Histories(bool restarts)
    {
        var between = Gen.Frequency(
            (3, Gen.Constant<HistoryStep[]>([])),
            (1, _delays.Select(HistoryStep[] (delay) => [delay])),
            (restarts ? 1 : 0, Gen.Constant<HistoryStep[]>([new Restart()])));
        return
            from rounds in (from write in _writes
                            from pause in between
                            from questions in _questions.ListOf(QueriesInRound)
                            select (HistoryStep[])[write, .. pause, .. questions]).ListOf(Rounds)
            select new History([.. rounds.SelectMany(round => round)]);
    }
}
