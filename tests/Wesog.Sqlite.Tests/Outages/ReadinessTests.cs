using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Sqlite.Tests.Outages;

/// <summary>An engine whose file is readable but not writable is not ready. It becomes ready without a restart when the file is writable.</summary>
public sealed class ReadinessTests : IDisposable
{
    private const int FewPages = 150;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_that_is_locked_is_not_ready_until_it_is_released()
    {
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(_directory.Database, TimeProvider.System));
        using (LockedFile.Take(_directory.Database))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", Batch("a")));
            Assert.Equal(new(IsRunning: true, null, StoreUnavailableReason.Locked), await engine.CheckReadinessAsync());
        }

        await AwaitReadyAsync(engine);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_not_ready_until_there_is_space()
    {
        var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        store.Session.Database.MaxPages = FewPages;
        await using var engine = await ImageEngine.StartNewAsync(store);
        await FillAsync(engine);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(new(IsRunning: true, null, StoreUnavailableReason.DiskFull), await engine.CheckReadinessAsync());
        }

        store.Session.Database.MaxPages = 0;

        await AwaitReadyAsync(engine);
    }

    [Fact]
    public async Task Awaited_writes_on_a_full_disk_are_logged_once_and_the_engine_is_not_ready()
    {
        using var log = new OutageRecorder();
        var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        store.Session.Database.MaxPages = FewPages;
        await using var engine = await ImageEngine.StartNewAsync(store, loggerFactory: log);
        await FillAsync(engine);
        for (var i = 0; i < 20; i++)
        {
            var outage = await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAndWaitAsync("t", Batch($"more{i}")));
            Assert.Equal(StoreUnavailableReason.DiskFull, outage.Reason);
        }

        Assert.Equal(new(IsRunning: true, null, StoreUnavailableReason.DiskFull), await engine.CheckReadinessAsync());
        Assert.Contains("fails to write: disk_full", Assert.Single(log.Errors), StringComparison.Ordinal);
    }

    private static async Task FillAsync(ImageEngine engine)
    {
        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                // Waits, so that no worker frees pages by finishing an earlier operation after this one was refused.
                await engine.Operations.SubmitAndWaitAsync("t", Batch($"i{i}"));
            }
        });
        Assert.Equal(StoreUnavailableReason.DiskFull, outage.Reason);
    }

    private static Task AwaitReadyAsync(ImageEngine engine) => Eventually.IsTrueAsync(() => engine.IsReadyAsync(), "The engine is ready");

    private static ImageBatch Batch(string id) =>
        new ImageBatch().Add(new Image { Id = id, Src = "http://x/y", Caption = string.Concat(Enumerable.Range(0, 500).Select(i => $"{id}-{i * 7919 % 1009} ")) });
}
