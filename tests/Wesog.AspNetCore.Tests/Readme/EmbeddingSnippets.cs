// snippet: namespaces
using System.Threading.Channels;       // Channel
using Microsoft.Extensions.Hosting;    // BackgroundService
using Wesog.Catalog;    // TenantCatalog, ImagePage
using Wesog.Engine;     // ImageEngine
using Wesog.Images;     // Image, ImageDate
using Wesog.Operations; // ImageBatch, Operation, InvalidImagesException
using Wesog.Sqlite;     // SqliteImageStore
using Wesog.Storage;    // StoreInitializationException, IImageStore
// end snippet

using Microsoft.Extensions.DependencyInjection;

// Outside Wesog, so that the names resolve as in a user's project.
namespace ReaderApp;

/// <summary>The code of <c>docs/embedding.md</c>, compiled and run.</summary>
public sealed class EmbeddingSnippets
{
    [Fact]
    public async Task A_file_is_used_without_a_host_as_the_document_says()
    {
        var directory = Directory.CreateTempSubdirectory("wesog-embedding-");
        var path = Path.Combine(directory.FullName, "wesog.db");
        await UseFileAsync(path);
        await using (var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(path, TimeProvider.System)))
        {
            Assert.NotNull(await engine.Images.GetAsync("my-agency", "boat-1"));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_worker_submits_its_last_images_while_the_host_stops()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(Channel.CreateUnbounded<Image>());
        builder.Services.AddHostedService<ImageWorker>();
        builder.Services.AddWesogImages();
        using var host = builder.Build();
        await host.StartAsync();
        var images = host.Services.GetRequiredService<Channel<Image>>().Writer;
        images.TryWrite(new Image { Id = "boat-1", Src = "https://images.example/1.jpg" });
        images.TryWrite(new Image { Id = "boat-2", Src = "https://images.example/2.jpg" });

        await host.StopAsync();

        Assert.Equal(2, (await host.Services.GetRequiredService<IImageCatalog>().ListAsync("my-agency", 0, 10)).Count);
    }

    [Fact]
    public async Task Errors_and_skipped_items_are_read_as_the_document_says()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var lines = await TrySubmitAsync(engine, new ImageBatch().Add(new Image { Id = "boat-1", Src = "nowhere" }));
        Assert.StartsWith("item 0, src: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("1 times invalid_url in src", lines[1]);

        var images = new ImageBatch().Add(new Image { Id = "boat-1", Src = "https://images.example/1.jpg" });
        Assert.True(await WouldSucceedAsync(engine, images));
        Assert.Empty(await TrySubmitAsync(engine, images));
        Assert.False(await WouldSucceedAsync(engine, images));
        Assert.StartsWith("item 0, item: ", Assert.Single(await TrySubmitAsync(engine, images)), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(engine));
        Assert.Equal(0, await CountTitlesAsync(engine.Images.ForTenant("my-agency")));
        Assert.Equal(["item 0: there was no image boat-9"], await TrySubmitAsync(engine, new ImageBatch().Delete("boat-9")));
    }

    [Fact]
    public async Task Operations_are_submitted_awaited_and_read_as_the_document_says()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var images = new ImageBatch().Add(new Image { Id = "boat-1", Src = "https://images.example/1.jpg" });
        Assert.Equal("1: Succeeded, now Succeeded, replay False, failed 0", await ImportAsync(engine, images));
        Assert.Equal("1: Succeeded, now Succeeded, replay True, failed 0", await ImportAsync(engine, images));

        var operations = engine.Operations.ForTenant("my-agency");
        Assert.Equal(OperationState.Succeeded, (await operations.CancelAsync(1))?.State);
        Assert.Null(await operations.WaitAsync(9, TimeSpan.Zero));
        Assert.Null(await operations.GetAsync(9));
        Assert.Null(await operations.CancelAsync(9));
    }

    [Fact]
    public void Dates_are_made_as_the_document_says()
    {
        // snippet: dates
        ImageDate day = new(1890, 5, 2);
        ImageDate month = new(1890, 5);
        ImageDate year = new(1890);
        ImageDate epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);
        bool isDate = ImageDate.TryParse("1890-05", out ImageDate parsed);
        // end snippet

        Assert.Equal(["1890-05-02", "1890-05", "1890", "1970-01-01"], [$"{day}", $"{month}", $"{year}", $"{epoch}"]);
        Assert.True(isDate);
        Assert.Equal(month, parsed);
        Assert.Equal("0000", default(ImageDate).ToString());
    }

    [Fact]
    public async Task Edits_are_safe_as_the_document_says()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var image = new Image { Id = "boat-1", Src = "https://images.example/1.jpg", City = "Paris", Keywords = ["harbour"] };
        await engine.Operations.SubmitAndWaitAsync("my-agency", new ImageBatch().Add(image));
        var read = (await engine.Images.GetAsync("my-agency", "boat-1"))!;

        Assert.Equal("Succeeded , 1 , 0", await EditAsync(engine.Operations.ForTenant("my-agency"), read));
        Assert.Equal("Failed revision_mismatch, 0 , 0", await EditAsync(engine.Operations.ForTenant("my-agency"), read));

        var edited = (await engine.Images.GetAsync("my-agency", "boat-1"))!.ToImage();
        Assert.Equal(image with { Title = "The old boat", Keywords = ["sea"], Country = "France", Lang = edited.Lang }, edited);
    }

    // snippet: file
    private static async Task UseFileAsync(string path)
    {
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(path, TimeProvider.System));
        var batch = new ImageBatch().Add(new Image { Id = "boat-1", Src = "https://images.example/1.jpg" });
        await engine.Operations.ForTenant("my-agency").SubmitAndWaitAsync(batch);
    }
    // end snippet

    // snippet: submission
    private static async Task<string> ImportAsync(ImageEngine engine, ImageBatch batch)
    {
        TenantOperations operations = engine.Operations.ForTenant("my-agency");
        Submission submission = await operations.SubmitAsync(batch, new() { IdempotencyKey = "import-1890" });
        long number = submission.Operation.Id;
        Operation? operation = await operations.WaitAsync(number, TimeSpan.FromSeconds(10));
        if (operation is { IsFinished: false })
        {
            operation = await operations.CancelAsync(number);
        }

        Operation? now = await operations.GetAsync(number);
        IReadOnlyList<Operation> failed = await operations.ListAsync(new() { States = [OperationState.Failed], Limit = 10 });
        return $"{number}: {operation?.State}, now {now?.State}, replay {submission.IsReplay}, failed {failed.Count}";
    }
    // end snippet

    // snippet: edits
    private static async Task<string> EditAsync(TenantOperations operations, StoredImage read)
    {
        // Fails with "revision_mismatch" if someone else has changed the image since it was read.
        var change = new ImageChange { Id = read.Id, Title = "The old boat", Keywords = ListEdit.Add("sea").Remove("harbour") };
        Operation one = await operations.SubmitAndWaitAsync(new ImageBatch().Modify(change, ifRevision: read.Revision));

        // All images that match when it runs, in one operation. Fails with "too_many_matches" beyond EngineLimits.MaxBatchItems.
        var edit = new ImageEdit.Modify("city=Paris && !has:country", new ImageChange { Country = "France" });
        Operation many = await operations.SubmitAndWaitAsync(edit, new() { Label = "countries" });

        int canceled = await operations.CancelAsync(new OperationQuery { Label = "countries" });
        return $"{one.State} {string.Join(", ", one.Errors.Select(error => error.Code))}, {many.Total} {many.Failure?.Code}, {canceled}";
    }
    // end snippet

    // snippet: tenant
    private static async Task<long> CountAsync(ImageEngine engine)
    {
        TenantOperations operations = engine.Operations.ForTenant("my-agency");
        TenantCatalog images = engine.Images.ForTenant("my-agency");
        await operations.SubmitAndWaitAsync(new ImageBatch().Delete("boat-1"));
        ImagePage page = await images.ListAsync(offset: 0, limit: 1);
        return page.Count;
    }
    // end snippet

    // snippet: worker
    private sealed class ImageWorker(IImageOperationService operations, Channel<Image> images) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (await images.Reader.WaitToReadAsync(stoppingToken))
            {
                await SubmitAsync();
            }
        }

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            images.Writer.TryComplete();
            await base.StopAsync(cancellationToken);
            await SubmitAsync();
        }

        private async Task SubmitAsync()
        {
            while (images.Reader.TryRead(out Image? first))
            {
                var batch = new ImageBatch().Add(first);
                while (batch.Count < 1_000 && images.Reader.TryRead(out Image? next))
                {
                    batch.Add(next);
                }

                await operations.SubmitAndWaitAsync("my-agency", batch);
            }
        }
    }
    // end snippet

    // snippet: pages
    private static async Task<int> CountTitlesAsync(TenantCatalog images)
    {
        var (titles, request) = (0, new ImagePageRequest { Limit = 1_000, MaxBytes = 16 << 20 });
        ImagePage page;
        do
        {
            page = await images.ListAsync(request);
            titles += page.Images.Count(image => image.ToImage().Title is not null);
            request = request with { After = page.Images is [.., var last] ? last.Id : null };
        }
        while (page.HasMore);

        return titles;
    }
    // end snippet

    // snippet: validation
    private static async Task<bool> WouldSucceedAsync(ImageEngine engine, ImageBatch batch)
    {
        ValidationResult result = await engine.Operations.ForTenant("my-agency").ValidateAsync(batch);
        return result.IsValid;
    }
    // end snippet

    // snippet: errors
    private static async Task<List<string>> TrySubmitAsync(ImageEngine engine, ImageBatch batch)
    {
        var lines = new List<string>();
        try
        {
            var operation = await engine.Operations.ForTenant("my-agency").SubmitAndWaitAsync(batch);
            lines.AddRange(operation.Errors.Select(error => $"item {error.Position}, {error.Field ?? "item"}: {error.Message}"));
            lines.AddRange(operation.SkippedItems.Select(item => $"item {item.Position}: there was no image {item.ImageId}"));
        }
        catch (InvalidImagesException invalid)
        {
            lines.AddRange(invalid.ItemErrors.Errors.Select(error => $"item {error.Position}, {error.Field ?? "item"}: {error.Message}"));
            lines.AddRange(invalid.ItemErrors.ErrorCounts.Select(count => $"{count.Count} times {count.Code} in {count.Field ?? "item"}"));
        }

        return lines;
    }
    // end snippet
}
