using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.StoreHistories.Queries;
using Wesog.Testing;

namespace Wesog.Core.Tests.Query;

/// <summary>An enumeration reads one snapshot as its reader takes it, and leaves nothing behind when the reader goes away.</summary>
public sealed class EnumerationTests
{
    private static readonly IReadOnlyList<StoredImage> Images =
        [.. Enumerable.Range(0, 3_000).Select(i => QuerySamples.Store(new Image { Id = $"i{i:0000}", Src = "http://a/", Title = i % 3 == 0 ? "sea" : "land" }))];

    [Fact]
    public async Task All_images_that_match_come_by_id()
    {
        var catalog = new ListedImages(Images).CreateCatalog();
        Assert.Equal(Ids(Images), Ids(await catalog.EnumerateAsync("t", new()).ToListAsync()));
        var sea = new ImageQuery { Filter = ImageFilter.Title.Equals("SEA") };
        Assert.Equal(Ids(Images.Where((_, i) => i % 3 == 0)), Ids(await catalog.EnumerateAsync("t", sea).ToListAsync()));
        Assert.Equal(["i0000", "i0003"], Ids(await catalog.EnumerateAsync("t", sea with { Limit = 2 }).ToListAsync()));
        Assert.Equal(1_000, (await catalog.EnumerateAsync("t", sea with { Limit = 1_000 }).ToListAsync()).Count);
        var page = await catalog.QueryAsync("t", sea with { Limit = 999 });
        Assert.Equal(["i2997"], Ids(await catalog.EnumerateAsync("t", sea with { After = page.Next }).ToListAsync()));
        Assert.Empty(await catalog.EnumerateAsync("t", new() { Filter = ImageFilter.Parse("has=city") }).ToListAsync());
    }

    [Fact]
    public async Task A_reader_that_stops_ends_the_scan()
    {
        var source = new CountingImages();
        await foreach (var image in source.Listed.EnumerateAsync("t", new()))
        {
            if (image.Id == "i0300")
            {
                break;
            }
        }

        Assert.Equal((1, 1), (source.Begun, source.Ended));
        Assert.InRange(source.Given, 301, 1_100);
    }

    [Fact]
    public async Task The_scan_is_only_a_little_ahead_of_its_reader()
    {
        var source = new CountingImages();
        var taken = 0;
        await foreach (var _ in source.Listed.EnumerateAsync("t", new()))
        {
            taken++;
            Assert.InRange(source.Given - taken, 0, 800);
        }

        Assert.Equal(3_000, taken);
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(600)] // Only the last batch waits for its reader.
    public async Task A_reader_that_takes_too_long_is_refused(int count)
    {
        var time = new ManualTimeProvider();
        var catalog = new ListedImages([.. Images.Take(count)]).CreateCatalog(new() { MaxExportTime = TimeSpan.FromSeconds(7) }, time);
        await using var images = catalog.EnumerateAsync("t", new()).GetAsyncEnumerator();
        Assert.True(await images.MoveNextAsync());
        time.Advance(TimeSpan.FromSeconds(8));
        var refusal = await Assert.ThrowsAsync<QueryTimeoutException>(async () =>
        {
            while (await images.MoveNextAsync())
            {
            }
        });
        Assert.Equal(TimeSpan.FromSeconds(7), refusal.MaxTime);
    }

    [Fact]
    public async Task A_canceled_enumeration_throws_and_ends_the_scan()
    {
        var source = new CountingImages();
        using var cancellation = new CancellationTokenSource();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in source.Listed.EnumerateAsync("t", new(), cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
        Assert.Equal(cancellation.Token, failure.CancellationToken);
        Assert.Equal((1, 1), (source.Begun, source.Ended));
    }

    [Fact]
    public void A_query_that_is_no_enumeration_is_refused_at_once()
    {
        var catalog = new ListedImages(Images).CreateCatalog();
        foreach (var query in (ImageQuery[])[new() { Sort = ImageSort.Date }, new() { IsDescending = true }, new() { Offset = 1 }, new() { Facets = [ImageFacet.City] }, new() { Limit = 0 }])
        {
            Assert.ThrowsAny<ArgumentException>(() => catalog.EnumerateAsync("t", query));
        }

        Assert.Throws<ArgumentException>(() => catalog.EnumerateAsync("", new()));
    }

    [Fact]
    public async Task A_wrong_cursor_is_refused_with_the_first_image() => await Assert.ThrowsAsync<InvalidCursorException>(
        async () => await new ListedImages(Images).CreateCatalog().EnumerateAsync("t", new() { After = "AAAA" }).FirstAsync());

    private static IEnumerable<string> Ids(IEnumerable<StoredImage> images) => images.Select(image => image.Id);

    /// <summary>Counts the scans and the images that they got.</summary>
    private sealed class CountingImages : IImageReads
    {
        public int Begun { get; private set; }

        public int Ended { get; private set; }

        public int Given { get; private set; }

        public Wesog.Engine.ImageCatalog Listed => ListedImages.CreateCatalog(this);

        public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            Begun++;
            try
            {
                await scan.RunAsync(Images.Count, Images.Select(Count), cancellationToken);
            }
            finally
            {
                Ended++;
            }
        }

        private StoredImage Count(StoredImage image)
        {
            Given++;
            return image;
        }
    }
}
