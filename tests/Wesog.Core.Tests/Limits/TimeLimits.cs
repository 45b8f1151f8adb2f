using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Limits;

/// <summary>Limits of attempts and of retention.</summary>
internal static class TimeLimits
{
    public static IEnumerable<LimitRow> Rows =>
    [
        new("Limits.MaxAttempts", "attempts", 5, 2, "poisoned", TryAttemptsAsync),
        new("Limits.RetentionDays", "days", 30, 2, "removed", TryDaysAsync),
        new("Limits.RetainedOperations", "finished operations", null, 3, "removed", TryRetainedAsync),
    ];

    // All attempts except the last fail.
    private static async Task<string> TryAttemptsAsync(WesogOptions options, long count)
    {
        var failures = count - 1;
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeCommit = (_, ids) =>
            {
                if (ids.Count > 0 && failures-- > 0)
                {
                    throw new InvalidDataException("A transient error.");
                }
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        var accepted = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        var end = await engine.Operations.WaitAsync("t", accepted.Operation.Id, Timeout.InfiniteTimeSpan);
        return end!.IsPoisoned ? "poisoned" : "";
    }

    private static async Task<string> TryDaysAsync(WesogOptions options, long days)
    {
        var (engine, store, time) = await StartAsync(options);
        await using var running = engine;
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        await store.RetainAsync(time, end.FinishedAt!.Value.AddDays(days));
        return await engine.Operations.GetAsync("t", end.Id) is null ? "removed" : "";
    }

    private static async Task<string> TryRetainedAsync(WesogOptions options, long count)
    {
        var (engine, store, time) = await StartAsync(options);
        await using var running = engine;
        for (var i = 0; i < count; i++)
        {
            await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add($"i{i}"));
        }

        await store.RetainAsync(time, time.GetUtcNow().AddMinutes(1));
        var kept = await engine.Operations.ListAsync("t");
        Assert.Equal(count, kept[0].Id);
        return kept.Count == count ? "" : "removed";
    }

    private static async Task<(ImageEngine Engine, RetainingStore Store, ManualTimeProvider Time)> StartAsync(WesogOptions options)
    {
        var time = new ManualTimeProvider();
        var store = new RetainingStore(new InMemoryImageStore(time));
        return (await ImageEngine.StartNewAsync(store, options, time), store, time);
    }

    /// <summary>Counts the passes of retention.</summary>
    private sealed class RetainingStore(IImageStore inner) : ForwardingStore(inner)
    {
        private static readonly TimeSpan _step = TimeSpan.FromMinutes(1);
        private volatile int _passes;

        /// <summary>Runs a retention pass at exactly the given time.</summary>
        public async Task RetainAsync(ManualTimeProvider time, DateTimeOffset at)
        {
            // The retention follows the clock only as fast as time elapses, except for a minute.
            time.Advance(at - _step - time.GetUtcNow() is var ahead && ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero);
            for (var before = _passes; _passes < before + 3;)
            {
                time.SetUtcNow(at - _step);
                time.Advance(_step);
                await Task.Yield();
            }
        }

        public override async ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
        {
            var removed = await base.RemoveExpiredAsync(policy, cancellationToken);
            _passes++;
            return removed;
        }
    }
}
