using FsCheck;
using FsCheck.Fluent;
using Wesog.Core.Tests.Model;
using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Matching;
using Wesog.Query.Sorting;
using Wesog.Storage;

namespace Wesog.Core.Tests.Query;

/// <summary>Pages, counts and facets of random queries equal those of a naive evaluation over a list.</summary>
public sealed class QueryModelTests(ITestOutputHelper output)
{
    private static readonly Gen<ImageQuery> Queries =
        from filter in Gen.Frequency((1, Gen.Constant(ImageFilter.All)), (4, FilterGenerators.Filters))
        from sort in Gen.Elements(ImageSort.All.ToArray())
        from isDescending in Gen.Elements(false, true)
        from facets in Gen.SubListOf(ImageFacet.All.ToArray())
        from facetLimit in Gen.Choose(1, 4)
        from counts in Gen.Elements(false, true)
        from limit in Gen.Choose(1, 4)
        from offset in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 9)))
        from maxBytes in Gen.Frequency((2, Gen.Constant(int.MaxValue)), (1, Gen.Choose(0, 2_000)))
        select new ImageQuery
        {
            Filter = filter, Sort = sort, IsDescending = isDescending, Facets = [.. facets.Take(3)], FacetLimit = facetLimit, CountsMatches = counts,
            Limit = limit, Offset = offset, MaxBytes = maxBytes,
        };

    [Fact]
    public void Random_queries_give_what_the_model_gives()
    {
        PropertyCheck.Run(
            output,
            from images in FilterGenerators.Images.ListOf(12) from query in Queries from seed in Gen.Choose(1, 1_000) select (images, query, seed),
            _ => [],
            pair => CheckAsync([.. pair.images.DistinctBy(image => image.Id)], pair.query, pair.seed).GetAwaiter().GetResult(),
            2_000);
    }

    private static async Task CheckAsync(IReadOnlyList<StoredImage> images, ImageQuery query, int seed)
    {
        var catalog = new ListedImages(images, seed).CreateCatalog();
        var buffers = new ReaderBuffers();
        var matches = images.Where(image => NaiveEvaluator.Matches(query.Filter, image))
            .OrderBy(image => query.Sort.KeyOf(image, buffers), Comparer<SortKey>.Create((left, right) => left.CompareTo(right, query.IsDescending))).ToList();
        var rest = matches.Skip((int)query.Offset).ToList();
        var walked = new List<StoredImage>();
        for (var next = query; ;)
        {
            var page = await catalog.QueryAsync(ListedImages.Tenant, next);
            Assert.Equal(query.CountsMatches ? matches.Count : null, page.Count);
            Assert.Equal(query.Facets.Select(facet => Describe(facet, matches, query.FacetLimit)), page.Facets.Select(Describe));
            var expected = rest.Skip(walked.Count).Take(query.Limit!.Value)
                .TakeWhile((_, index) => index == 0 || rest.Skip(walked.Count).Take(index + 1).Sum(image => (long)image.Json.Length) <= query.MaxBytes);
            Assert.Equal(expected.Select(image => image.Id), page.Images.Select(image => image.Id));
            walked.AddRange(page.Images);
            if (page.Next is null)
            {
                break;
            }

            Assert.NotEmpty(page.Images);
            next = query with { After = page.Next, Offset = 0 };
        }

        Assert.Equal(rest.Select(image => image.Id), walked.Select(image => image.Id));
    }

    private static string Describe(ImageFacet facet, IEnumerable<StoredImage> images, int limit)
    {
        var counts = images.SelectMany(image => NaiveEvaluator.FacetValues(facet.Name, image).Distinct()).GroupBy(value => value)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, CodePointComparer.Instance).ToList();
        return Describe(new(facet, [.. counts.Take(limit).Select(group => new FacetValue(group.Key, group.Count()))], counts.Count > limit));
    }

    private static string Describe(FacetResult result) => $"{result.Facet}: {string.Join('|', result.Values)} {result.IsTruncated}";
}
