using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Query.Execution;
using Wesog.Storage;
using Wesog.StoreHistories.Queries;
using Wesog.Testing;

namespace Wesog.Core.Tests.Query;

/// <summary>What a query refuses, and its limits.</summary>
public sealed class QueryTests
{
    public static TheoryData<ImageQuery, string> Invalid { get; } = new()
    {
        { new() { Limit = 0 }, "Limit" },
        { new() { Offset = -1 }, "Offset" },
        { new() { MaxBytes = -1 }, "MaxBytes" },
        { new() { FacetLimit = 0 }, "FacetLimit" },
        { new() { FacetLimit = 1_001 }, "FacetLimit" },
        { new() { Facets = [ImageFacet.City, ImageFacet.City] }, "Facets" },
        { new() { Facets = [null!] }, "Facets" },
        { new() { Facets = null! }, "Facets" },
        { new() { Filter = null! }, "Filter" },
        { new() { Sort = null! }, "Sort" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_member_is_named(ImageQuery query, string member)
    {
        var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => new ListedImages([]).CreateCatalog().QueryAsync("t", query));
        Assert.Equal(member, refusal.ParamName);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_refused()
    {
        var time = new ManualTimeProvider();
        var store = new SlowImages(() => time.Advance(TimeSpan.FromSeconds(4)));
        var catalog = ListedImages.CreateCatalog(store, new() { MaxQueryTime = TimeSpan.FromSeconds(3) }, time);
        var refusal = await Assert.ThrowsAsync<QueryTimeoutException>(() => catalog.QueryAsync("t", new()));
        Assert.Equal(TimeSpan.FromSeconds(3), refusal.MaxTime);
        Assert.Contains("count=false", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facets_with_too_many_values_are_refused()
    {
        static StoredImage WithKeywords(int image) => QuerySamples.Store(new Image
        {
            Id = $"{image}", Src = "http://a/", City = $"{image}", Keywords = TextList.From(Enumerable.Range(1_000 * image, 1_000).Select(i => $"{i:D200}")),
        });
        var most = new ImageQuery().MaxFacetBytes / (1_000 * (200 + 128));
        var query = new ImageQuery { Facets = [ImageFacet.City, ImageFacet.Keywords], FacetLimit = 1, Limit = 1 };
        IReadOnlyList<StoredImage> images = [.. Enumerable.Range(0, most).Select(WithKeywords)];

        var page = await new ListedImages(images).CreateCatalog().QueryAsync("t", query with { Facets = [ImageFacet.Keywords] });
        Assert.True(page.Facets[0].IsTruncated);
        images = [.. images, WithKeywords(most)];
        var refusal = await Assert.ThrowsAsync<TooManyFacetValuesException>(() => new ListedImages(images).CreateCatalog().QueryAsync("t", query));
        Assert.Equal((ImageFacet.Keywords, query.MaxFacetBytes), (refusal.Facet, refusal.MaxBytes));

        query = new() { Facets = [ImageFacet.City], MaxFacetBytes = 2 * (1 + 128) };
        Assert.Equal(2, (await new ListedImages(images.Take(2).ToList()).CreateCatalog().QueryAsync("t", query)).Facets[0].Values.Count);
        refusal = await Assert.ThrowsAsync<TooManyFacetValuesException>(() => new ListedImages(images.Take(3).ToList()).CreateCatalog().QueryAsync("t", query));
        Assert.Equal((ImageFacet.City, query.MaxFacetBytes), (refusal.Facet, refusal.MaxBytes));
    }

    /// <summary>The pages before a page are found in several passes, each with a limited number of places.</summary>
    [Fact]
    public async Task A_page_far_behind_is_found()
    {
        const int Count = (2 * SkippedImages.PassSize) + 500;
        IReadOnlyList<StoredImage> images =
            [.. Enumerable.Range(0, Count).Select(i => QuerySamples.Store(new Image { Id = $"{i}", Src = "http://a/", Title = $"{(i * 7_919) % Count:00000}" }))];
        var catalog = new ListedImages(images).CreateCatalog();
        foreach (var offset in (long[])[0, 1, SkippedImages.PassSize - 1, SkippedImages.PassSize, SkippedImages.PassSize + 1, 2 * SkippedImages.PassSize, Count - 1, Count, long.MaxValue])
        {
            var page = await catalog.QueryAsync("t", new() { Sort = ImageSort.Title, Offset = offset, Limit = 2 });
            var expected = Enumerable.Range(0, 2).Select(i => offset + i).Where(i => i >= 0 && i < Count).Select(i => $"{i:00000}");
            Assert.Equal(expected, page.Images.Select(image => image.ToImage().Title!));
            Assert.Equal(Count, page.Count);
            Assert.Equal(offset >= 0 && offset + 2 is > 0 and < Count, page.Next is not null);
        }
    }

    /// <summary>A query that counts nothing ends with its page, if the order is by id.</summary>
    [Fact]
    public async Task A_query_that_counts_nothing_ends_with_its_page()
    {
        IReadOnlyList<StoredImage> images = [.. Enumerable.Range(0, 5_000).Select(i => QuerySamples.Store(new Image { Id = $"{i:0000}", Src = "http://a/", City = "x" }))];
        var read = 0;
        var store = new SlowImages(() => read++, images);
        var query = new ImageQuery { Filter = ImageFilter.Parse("city=x"), CountsMatches = false, Limit = 10 };
        var page = await ListedImages.CreateCatalog(store).QueryAsync("t", query);
        Assert.Equal((11, null), (read, page.Count));
        read = 0;
        await ListedImages.CreateCatalog(store).QueryAsync("t", query with { After = page.Next });
        Assert.Equal(11, read);
    }

    /// <summary>The images before a page of all images by id are left to the store, which can skip them without reading them.</summary>
    [Theory]
    [InlineData(false, "0005 0006")]
    [InlineData(true, "0004 0003")]
    public async Task A_page_of_all_images_reads_only_its_own(bool isDescending, string expected)
    {
        IReadOnlyList<StoredImage> images = [.. Enumerable.Range(0, 10).Select(i => QuerySamples.Store(new Image { Id = $"{i:0000}", Src = "http://a/" }))];
        var read = 0;
        var store = new SkippingImages(images, () => read++);
        var page = await ListedImages.CreateCatalog(store).QueryAsync("t", new() { Offset = 5, Limit = 2, IsDescending = isDescending });
        Assert.Equal(expected, string.Join(' ', page.Images.Select(image => image.Id)));
        Assert.Equal((3, 10, 3L), (read, page.Count, store.MaxImages));
    }

    /// <summary>Skips what a scan lets it skip.</summary>
    private sealed class SkippingImages(IReadOnlyList<StoredImage> images, Action read) : IImageReads
    {
        public long? MaxImages { get; private set; }

        public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            MaxImages = scan.MaxImages;
            scan.Begin(images.Count);
            foreach (var image in (scan.Order == ScanOrder.ByIdDescending ? images.Reverse() : images).Skip((int)scan.Offset))
            {
                read();
                if (scan.Add(image) == ScanStep.Stop)
                {
                    break;
                }
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Calls an action for each image that a scan gets, and once before the first.</summary>
    private sealed class SlowImages(Action read, IReadOnlyList<StoredImage>? images = null) : IImageReads
    {
        public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            if (images is null)
            {
                read();
            }

            cancellationToken.ThrowIfCancellationRequested();
            var skipped = (images ?? []).Where(image => CodePointComparer.Instance.Compare(image.Id, scan.After ?? "") > 0);
            await scan.RunAsync((images ?? []).Count, skipped.Select(Read), cancellationToken);
        }

        private StoredImage Read(StoredImage image)
        {
            read();
            return image;
        }
    }
}
