using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Sqlite.Data;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Reading;

/// <summary>Long scans share the connections with short reads, and end with the store.</summary>
public sealed class LongScanTests
{
    private const int Images = 50;
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scans_of_many_tenants_take_turns_and_short_reads_go_on(bool isExport)
    {
        await using var open = await OpenStore.NewAsync();
        string[] tenants = [.. Enumerable.Range(0, ImageScans.Places + 4).Select(i => $"tenant-{i}")];
        foreach (var tenant in tenants)
        {
            await open.WriteAsync(tenant, SamplePlans.Puts(Enumerable.Range(0, Images).Select(i => SampleImages.Image($"i{i}"))));
        }

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HeldScan[] scans = [.. tenants.SelectMany(tenant => new[] { tenant, tenant, tenant }, (_, _) => new HeldScan(gate.Task, isExport))];
        var running = scans.Zip(tenants.SelectMany(tenant => new[] { tenant, tenant, tenant }), (scan, tenant) => open.Store.ScanImagesAsync(tenant, scan, default).AsTask()).ToArray();
        await Eventually.IsTrueAsync(() => Task.FromResult(scans.Count(scan => scan.IsHeld) == ImageScans.Places), "All places are taken");

        // The others wait for a place, and hold nothing that short reads need.
        foreach (var tenant in tenants)
        {
            Assert.Single(await open.Store.FindImagesAsync(tenant, ["i7"], default).AsTask().WaitAsync(_maxWait));
            Assert.Equal(Images, (await open.Store.FindImagesAsync(tenant, [.. Enumerable.Range(0, Images).Select(i => $"i{i}")], default).AsTask().WaitAsync(_maxWait)).Count);
        }

        Assert.DoesNotContain(running, scan => scan.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(running).WaitAsync(_maxWait);
        Assert.All(scans, scan => Assert.Equal(Images, scan.Given));
    }

    [Fact]
    public async Task A_store_that_closes_ends_an_export_and_leaves_no_log()
    {
        using var directory = new TemporaryDirectory();
        var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(directory.Database, TimeProvider.System));
        await engine.Operations.SubmitAndWaitAsync("t", new ImageBatch().Add(Enumerable.Range(0, 5_000).Select(i => new Image { Id = $"i{i}", Src = "http://a/" })));
        await using var export = engine.Images.EnumerateAsync("t", new()).GetAsyncEnumerator();
        Assert.True(await export.MoveNextAsync());

        await engine.DisposeAsync().AsTask().WaitAsync(_maxWait);

        var given = 1;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await export.MoveNextAsync().AsTask().WaitAsync(_maxWait))
            {
                given++;
            }
        });
        Assert.InRange(given, 256, 1_024);
        Assert.False(File.Exists($"{directory.Database}-wal"));
        Consistency.Check(directory.Database);
    }

    [Fact]
    public async Task The_log_shrinks_after_an_export()
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(Enumerable.Range(0, 2_000).Select(i => SampleImages.Image($"i{i}"))));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scan = new HeldScan(gate.Task, isExport: true);
        var running = open.Store.ScanImagesAsync(SampleOperations.Tenant, scan, default).AsTask();
        await Eventually.IsTrueAsync(() => Task.FromResult(scan.IsHeld), "The export waits for its reader");
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("i0", "new", revision: 2)));
        Assert.True(await CountUncopiedFramesAsync() > 0);

        gate.SetResult();
        await running.WaitAsync(_maxWait);

        Assert.Equal(0, await CountUncopiedFramesAsync());

        // PRAGMA wal_checkpoint tells the frames of the log, and how many of them are in the database.
        ValueTask<long> CountUncopiedFramesAsync() => open.Store.Session.EngineReaders.ReadAsync(
            open.Store.Session.Probes,
            _ =>
            {
                using var connection = open.Store.Session.Database.OpenBare();
                using var statement = connection.Use("PRAGMA wal_checkpoint(PASSIVE)");
                statement.Step();
                return statement.Int(1) - statement.Int(2);
            },
            default);
    }

    /// <summary>Pauses every few images, and then waits.</summary>
    private sealed class HeldScan(Task gate, bool isExport) : ImageScan(ImageFilter.All, ScanOrder.ById)
    {
        private volatile bool _isHeld;

        public bool IsHeld => _isHeld;

        public int Given { get; private set; }

        public override bool WaitsForReader => isExport;

        public override ScanStep Add(scoped in ScannedImage image) => ++Given % 10 == 0 ? ScanStep.Pause : ScanStep.Next;

        public override async ValueTask ResumeAsync(CancellationToken cancellationToken)
        {
            _isHeld = true;
            await gate.WaitAsync(cancellationToken);
        }

        protected override void Reset() => Given = 0;
    }
}
