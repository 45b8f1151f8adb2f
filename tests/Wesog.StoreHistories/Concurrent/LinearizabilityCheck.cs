using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>Takes a concurrent history on a store and looks for an order in which the naive store answers alike.</summary>
public static class LinearizabilityCheck
{
    // Before the callers begin there are a few images; after they end all is read, so that what was lost is missed.
    private static readonly HistoryStep[] _before =
    [
        new Enqueue(new Submitted(Names.Tenants[0], OperationMethod.Add, ["a"], Urgent: false, Key: null, int.MaxValue, IsBeyondBytes: false)),
        new Claim(Names.Tenants[0], new("engine-0", TimeSpan.FromSeconds(30)), new(9, 9, long.MaxValue), TimeSpan.Zero),
        new CommitClaimed(0, [new("a", null, IsDeletion: false), new("b", null, IsDeletion: false)], [0], 0, DecisionFate.None, expectAbsent: true),
        new Release(0),
    ];

    private static readonly HistoryStep[] _after =
        [new ListImages(Names.Tenants[0], 0, 10), new ListOperations(Names.Tenants[0], new()), new ListBacklogs()];

    /// <returns>The calls, for whoever counts them.</returns>
    public static async Task<IReadOnlyList<TimedCall>> RunAsync(IImageStore store, ConcurrentHistory history)
    {
        // The clock stands still: no lease runs out.
        var clock = new ManualTimeProvider();
        var (side, model) = (new StoreUnderTest(store, clock), new StoreUnderTest(new NaiveStore(clock), clock));
        foreach (var step in _before)
        {
            Assert.Equal(await model.AnswerAsync(step), await side.AnswerAsync(step));
        }

        side.Turns.Clear();
        var calls = new List<TimedCall>(await Recording.OfAsync(side, history));
        foreach (var step in _after)
        {
            var moment = calls.Max(call => call.Answered);
            calls.Add(new(0, step, await side.AnswerAsync(step), moment + 1, moment + 2));
        }

        return Linearization.Find(calls, (NaiveStore)model.Store, clock) is null
            ? throw new HistoryException($"No order of these calls explains their answers:\n{string.Join("\n", calls)}")
            : calls;
    }
}
