using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>Takes a concurrent history on a store, each caller on a thread of its own, and writes down what was asked and answered when.</summary>
public static class Recording
{
    public static async Task<IReadOnlyList<TimedCall>> OfAsync(StoreUnderTest side, ConcurrentHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var moment = 0L;
        using var start = new Barrier(history.Callers.Count);
        var callers = history.Callers.Select((steps, caller) => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                var calls = new List<TimedCall>();
                foreach (var step in steps)
                {
                    var asked = Interlocked.Increment(ref moment);
                    // So that another may come between the question and what the store does.
                    Thread.Yield();
                    var answer = side.AnswerAsync(step).GetAwaiter().GetResult();
                    Thread.Yield();
                    calls.Add(new(caller, step, answer, asked, Interlocked.Increment(ref moment)));
                }

                return calls;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        var recorded = await Task.WhenAll(callers).ConfigureAwait(false);
        return [.. recorded.SelectMany(calls => calls).OrderBy(call => call.Asked)];
    }
}
