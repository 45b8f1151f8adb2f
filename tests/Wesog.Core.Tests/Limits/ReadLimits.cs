using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Storage.InMemory;

namespace Wesog.Core.Tests.Limits;

/// <summary>The limit of a tenant's reads in progress, for each kind of read.</summary>
internal static class ReadLimits
{
    public static IEnumerable<LimitRow> Rows =>
    [
        new("Limits.MaxConcurrentReads", "reads in progress", 256, 3, "too_many_reads", (options, count) => AttemptOutcome.OfAllAsync(
            () => TryAsync(options, count, engine => engine.Images.GetAsync("t", "a")),
            () => TryAsync(options, count, engine => engine.Images.ListAsync("t", 0, 1)),
            () => TryAsync(options, count, engine => engine.Operations.GetAsync("t", 1)),
            () => TryAsync(options, count, engine => engine.Operations.ListAsync("t")),
            () => TryAsync(options, count, engine => engine.Operations.WaitAsync("t", 1, TimeSpan.Zero)),
            () => TryAsync(options, count, engine => engine.Operations.ValidateAsync("t", TestBatches.Add("a"))))),
    ];

    // The last read is of the tested kind, and all others are in progress.
    private static Task<string> TryAsync(WesogOptions options, long count, Func<ImageEngine, Task> read) => AttemptOutcome.OfAsync(async () =>
    {
        var store = new HeldReadsStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        store.Hold();
        Task[] others = [.. Enumerable.Range(1, (int)count - 1).Select(_ => engine.Images.GetAsync("t", "a"))];
        Task last;
        try
        {
            last = read(engine);
        }
        finally
        {
            store.Release();
        }

        await Task.WhenAll([last, .. others]);
    });
}
