using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Query;
using Wesog.Sqlite;

namespace Wesog.Benchmarks.Finding;

/// <summary>Compares queries on SQLite with statements written by hand, over the same images in a table made for them.</summary>
internal sealed class FindingSummary(ImageEngine engine, string path, RawCatalogue raw, int images)
{
    private const string Tenant = "benchmark";
    private const int BatchImages = 10_000;
    private const int SummaryImages = 200_000;
    private const int MeasuredRounds = 15;

    /// <summary>Measures with few images, as a part of the whole summary.</summary>
    public static Task<IReadOnlyList<Ratio>> RunAsync() => RunAsync(SummaryImages);

    /// <param name="images">The number of images.</param>
    public static async Task<IReadOnlyList<Ratio>> RunAsync(int images)
    {
        var directory = Directory.CreateTempSubdirectory("wesog-benchmark-").FullName;
        try
        {
            var path = Path.Combine(directory, "engine.db");
            await using var engine = await StartAsync(path, new());
            using var raw = new RawCatalogue(Path.Combine(directory, "raw.db"));
            var summary = new FindingSummary(engine, path, raw, images);
            await summary.FillAsync();
            return [.. await summary.MeasureAsync(), await AddingAsync(directory)];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Task<ImageEngine> StartAsync(string path, QueryOptions query) =>
        ImageEngine.StartNewAsync(new SqliteImageStore(path, TimeProvider.System, query));

    private static async Task<Ratio> AddingAsync(string directory)
    {
        const int BatchSize = 1_000;
        const int Batches = 40;
        await using var indexed = await StartAsync(Path.Combine(directory, "indexed.db"), new());
        await using var plain = await StartAsync(Path.Combine(directory, "plain.db"), new() { IndexedMembers = [], FullText = false });

        // Many in a row, so that the index has to follow while they are written.
        var seconds = await Rounds.InTurnsWithAsync(rounds: 5, Prepare, batches => AddAsync(indexed, batches), batches => AddAsync(plain, batches));
        var (with, without) = (seconds[0], seconds[1]);
        return new(
            $"{Batches} batches of 1,000 adds in a row, with the default indexes, images/s; baseline: without an index", without / with, Bound.AtLeast(0.5),
            $"{Batches * BatchSize / with:N0}/s, without {Batches * BatchSize / without:N0}/s");

        static IReadOnlyList<Image[]> Prepare(int round) =>
            [.. Enumerable.Range(round * Batches * BatchSize, Batches * BatchSize).Select(Catalogue.Image).Chunk(BatchSize)];

        static async Task AddAsync(ImageEngine engine, IReadOnlyList<Image[]> batches)
        {
            foreach (var batch in batches)
            {
                await engine.AddAsync(Tenant, batch);
            }
        }
    }

    private async Task FillAsync()
    {
        for (var first = 0; first < images; first += BatchImages)
        {
            Image[] batch = [.. Enumerable.Range(first, Math.Min(BatchImages, images - first)).Select(Catalogue.Image)];
            await engine.AddAsync(Tenant, batch);
            raw.Insert(first, [.. batch.Zip(StorageImages.Rows(batch), (image, row) => (image, row.Json))]);
        }

        await IndexWait.ForAllAsync(path);
    }

    private async Task<IReadOnlyList<Ratio>> MeasureAsync()
    {
        // So frequent that some hundred of a million images have it.
        var author = Catalogue.Author(300);
        var (one, two) = (Catalogue.Word(20), Catalogue.Word(25));
        return
        [
            await CompareAsync(
                "first page of 50 by an author, newest first", 0.5,
                new() { Filter = ImageFilter.Author.Equals(author), Sort = ImageSort.CreatedAt, IsDescending = true, CountsMatches = false },
                () => raw.Read("SELECT json FROM images WHERE tenant = 1 AND author = $author ORDER BY created_at DESC LIMIT 50", ("$author", author))),
            await CompareAsync(
                "first page of 50 by two words, no count", 0.5,
                new() { Filter = ImageFilter.Text.Begins($"{one} {two}"), CountsMatches = false },
                () => raw.Read(
                    "SELECT json FROM texts JOIN images ON row = texts.rowid WHERE texts MATCH $words ORDER BY id LIMIT 50", ("$words", $"{one}* AND {two}*"))),
            await CompareAsync(
                $"count and two facets over {images / 2:N0} images", 0.5,
                new() { Filter = ImageFilter.Status.Equals(Catalogue.FrequentStatus), Facets = [ImageFacet.City, ImageFacet.Medium], Limit = 1 },
                () => raw.Read("SELECT count(*) FROM images WHERE tenant = 1 AND status = 'published'")
                    + raw.Read("SELECT city, count(*) AS n FROM images WHERE tenant = 1 AND status = 'published' GROUP BY city ORDER BY n DESC LIMIT 100")
                    + raw.Read("SELECT medium, count(*) AS n FROM images WHERE tenant = 1 AND status = 'published' GROUP BY medium ORDER BY n DESC LIMIT 100")
                    + raw.Read("SELECT json FROM images WHERE tenant = 1 AND status = 'published' ORDER BY id LIMIT 1")),
            await DeepPageAsync(),
            await ExportAsync(),
        ];
    }

    private async Task<Ratio> CompareAsync(string what, double target, ImageQuery query, Func<int> baseline)
    {
        var found = await engine.Images.QueryAsync(Tenant, query);
        var rows = baseline();
        var (ours, theirs) = await Rounds.CompareAsync(
            MeasuredRounds,
            _ => engine.Images.QueryAsync(Tenant, query),
            _ =>
            {
                baseline();
                return Task.CompletedTask;
            });
        return new(
            $"{what}, queries/s; baseline: SQL by hand", theirs / ours, Bound.AtLeast(target),
            string.Create(CultureInfo.InvariantCulture, $"{ours * 1e3:0.00} ms, SQL {theirs * 1e3:0.00} ms; {found.Images.Count} images, {found.Count ?? 0:N0} counted, {rows} rows of SQL"));
    }

    private async Task<Ratio> DeepPageAsync()
    {
        const int PageSize = 50;
        var before = (images / PageSize) - 2;
        var last = await engine.Images.QueryAsync(Tenant, new() { Offset = (long)before * PageSize, Limit = PageSize });
        var (deep, first) = await Rounds.CompareAsync(
            100,
            _ => engine.Images.QueryAsync(Tenant, new() { After = last.Next, Limit = PageSize }),
            _ => engine.Images.QueryAsync(Tenant, new() { Limit = PageSize }));
        return new(
            $"page {before + 2:N0} of 50 by cursor, time; baseline: page 1", deep / first, Bound.AtMost(1.2),
            string.Create(CultureInfo.InvariantCulture, $"{deep * 1e3:0.00} ms, page 1 {first * 1e3:0.00} ms"));
    }

    private async Task<Ratio> ExportAsync()
    {
        long memory = 0;
        var (ours, theirs) = await Rounds.CompareAsync(
            3,
            async _ =>
            {
                await foreach (var image in engine.Images.EnumerateAsync(Tenant, new()))
                {
                    memory = Math.Max(memory, image.Revision == 1 && image.Id[0] == '0' ? GC.GetTotalMemory(false) : 0);
                }
            },
            _ =>
            {
                raw.Read("SELECT json FROM images WHERE tenant = 1 ORDER BY id");
                return Task.CompletedTask;
            });
        return new(
            "enumeration of all images, images/s; baseline: SELECT of the same rows by id", theirs / ours, Bound.AtLeast(0.5),
            string.Create(CultureInfo.InvariantCulture, $"{images / ours:N0}/s, SELECT {images / theirs:N0}/s; at most {memory >> 20} MiB of heap"));
    }
}
