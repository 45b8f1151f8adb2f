using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>Runs a concurrent history on a store, each caller on its own thread, and records calls, results and their order.</summary>
public static class Recording
{
    public static async Task<IReadOnlyList<TimedCall>> RunAsync(StoreUnderTest target, ConcurrentHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var counter = 0L;
        using var start = new Barrier(history.Callers.Count);
        var callers = history.Callers.Select((steps, caller) => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                var calls = new List<TimedCall>();
                foreach (var step in steps)
                {
                    var started = Interlocked.Increment(ref counter);
                    // Lets another call run between the start of this one and its effect.
                    Thread.Yield();
                    var result = target.ExecuteAsync(step).GetAwaiter().GetResult();
                    Thread.Yield();
                    calls.Add(new(caller, step, result, started, Interlocked.Increment(ref counter)));
                }

                return calls;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        var recorded = await Task.WhenAll(callers).ConfigureAwait(false);
        return [.. recorded.SelectMany(calls => calls).OrderBy(call => call.Started)];
    }
}
