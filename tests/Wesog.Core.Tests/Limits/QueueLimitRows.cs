using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Limits;

/// <summary>Limits of a tenant's queue, of a group, and of concurrent tenants.</summary>
internal static class QueueLimitRows
{
    public static IEnumerable<LimitRow> Rows =>
    [
        new("Limits.MaxQueuedOperations", "unfinished operations", 10_000, 3, "queue_full", TryOperationsAsync),
        new("Limits.MaxQueuedBytes", "bytes of one operation", null, SizedBatch.MinBytes + 100, "queue_full", (options, bytes) => TryBytesAsync(options, [bytes])),
        new("Limits.MaxQueuedBytes", "bytes of several", null, 50_000, "queue_full", (options, bytes) => TryBytesAsync(options, [SizedBatch.MinBytes, 20_000, bytes - 20_000 - SizedBatch.MinBytes])),
        new("Limits.GroupOperations", "operations of a group", 100, 3, "split", (options, count) => TryGroupAsync(options, [.. Enumerable.Range(0, (int)count).Select(i => TestBatches.Add($"{i}"))])),
        new("Limits.GroupItems", "items of a group", 10_000, 5, "split", (options, count) => TryGroupAsync(options, [TestBatches.Add((int)count - 1), TestBatches.Add("last")])),
        new("Limits.GroupBytes", "bytes of a group", 8L << 20, 50_000, "split", (options, bytes) => TryGroupAsync(options, [SizedBatch.OfBytes(bytes - SizedBatch.MinBytes), SizedBatch.OfBytes(SizedBatch.MinBytes)])),
        new("Limits.ConcurrentTenants", "tenants at once", Environment.ProcessorCount, 3, "waits", TryTenantsAsync),
    ];

    private static Task<string> TryOperationsAsync(WesogOptions options, long count) => AttemptOutcome.OfAsync(async () =>
    {
        await using var engine = await ImageEngine.StartNewAsync(new PausedStore(new InMemoryImageStore(TimeProvider.System)), options);
        for (var i = 0; i < count; i++)
        {
            await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        }
    });

    private static Task<string> TryBytesAsync(WesogOptions options, long[] sizes) => AttemptOutcome.OfAsync(async () =>
    {
        await using var engine = await ImageEngine.StartNewAsync(new PausedStore(new InMemoryImageStore(TimeProvider.System)), options);
        foreach (var size in sizes)
        {
            await engine.Operations.SubmitAsync("t", SizedBatch.OfBytes(size));
        }
    });

    // All operations are queued before the store opens, so the first claim sees them all.
    private static async Task<string> TryGroupAsync(WesogOptions options, ImageBatch[] batches)
    {
        var store = new CountingStore();
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        foreach (var batch in batches)
        {
            await engine.Operations.SubmitAsync("t", batch);
        }

        store.Resume();
        await engine.Operations.WaitAsync("t", batches.Length, Timeout.InfiniteTimeSpan);
        Assert.Equal(batches.Length, store.WorkItems.Sum());
        return store.WorkItems.Count == 1 ? "" : "split";
    }

    private static async Task<string> TryTenantsAsync(WesogOptions options, long count)
    {
        var store = new CountingStore { ExpectedConcurrency = Math.Min((int)count, options.Limits.ConcurrentTenants) };
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        for (var i = 0; i < count; i++)
        {
            await engine.Operations.SubmitAsync($"t{i}", TestBatches.Add("a"));
        }

        store.Resume();
        for (var i = 0; i < count; i++)
        {
            await engine.Operations.WaitAsync($"t{i}", 1, Timeout.InfiniteTimeSpan);
        }

        return store.MaxConcurrency == count ? "" : "waits";
    }
}
