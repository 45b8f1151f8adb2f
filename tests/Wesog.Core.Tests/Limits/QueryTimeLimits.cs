using Wesog.Engine;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Limits;

/// <summary>The limits of the time of queries and enumerations.</summary>
internal static class QueryTimeLimits
{
    public static IEnumerable<LimitRow> Rows =>
    [
        new("Limits.MaxQuerySeconds", "seconds of a query", 10, 3, "query_timeout", (options, seconds) => TryAsync(
            options, seconds, async engine => await engine.Images.QueryAsync("t", new ImageQuery()))),
        new("Limits.MaxExportSeconds", "seconds of an enumeration", 240, 3, "query_timeout", (options, seconds) => TryAsync(
            options, seconds, async engine => await engine.Images.EnumerateAsync("t", new ImageQuery()).CountAsync())),
    ];

    // The time elapses just before the scan ends: at the limit it ends in time.
    private static async Task<string> TryAsync(WesogOptions options, long seconds, Func<ImageEngine, Task> read)
    {
        var time = new ManualTimeProvider();
        var store = new SlowStore(new InMemoryImageStore(time), () => time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1)));
        await using var engine = await ImageEngine.StartNewAsync(store, options, time);
        return await AttemptOutcome.OfAsync(() => read(engine));
    }

    private sealed class SlowStore(IImageStore inner, Action wait) : ForwardingStore(inner)
    {
        public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            wait();
            cancellationToken.ThrowIfCancellationRequested();
            await base.ScanImagesAsync(tenant, scan, cancellationToken);
        }
    }
}
