using FsCheck.Fluent;
using Wesog.StoreHistories;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>Pages, counts and facets of random queries equal those of a naive evaluation over a list.</summary>
public sealed class QueryModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_queries_give_what_the_model_gives() => PropertyCheck.Run(
        output,
        from images in FilterGenerators.Images.ListOf(12) from query in RandomQueries.Queries from seed in Gen.Choose(1, 1_000) select (images, query, seed),
        _ => [],
        pair =>
        {
            var images = pair.images.DistinctBy(image => image.Id).ToList();
            var catalog = new ListedImages(images, pair.seed).CreateCatalog();
            Assert.Equal(
                QueryText.OfPages(images, pair.query, int.MaxValue),
                QueryText.OfPagesAsync(catalog, ListedImages.Tenant, pair.query, int.MaxValue).GetAwaiter().GetResult());
        },
        2_000);
}
