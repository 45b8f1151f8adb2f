using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>Runs a concurrent history on a store and searches an order in which the naive store returns the same results.</summary>
public static class LinearizabilityCheck
{
    // Some images exist before the callers start. After they end, all data is read, so that a lost write is detected.
    private static readonly HistoryStep[] _before =
    [
        new Enqueue(new SubmittedOperation(Names.Tenants[0], OperationMethod.Add, ["a"], Urgent: false, Key: null, int.MaxValue, ExceedsByteLimit: false)),
        new Claim(Names.Tenants[0], new("engine-0", TimeSpan.FromSeconds(30)), new(9, 9, long.MaxValue), TimeSpan.Zero),
        new CommitClaimed(0, [new("a", null, IsDeletion: false), new("b", null, IsDeletion: false)], [0], 0, DecisionFault.None, expectAbsent: true),
        new Release(0),
    ];

    private static readonly HistoryStep[] _after =
        [new ListImages(Names.Tenants[0], new()), new ListOperations(Names.Tenants[0], new()), new ListBacklogs()];

    /// <returns>The recorded calls.</returns>
    public static async Task<IReadOnlyList<TimedCall>> RunAsync(IImageStore store, ConcurrentHistory history)
    {
        // The clock does not advance, so no lease expires.
        var clock = new ManualTimeProvider();
        var (target, model) = (new StoreUnderTest(store, clock), new StoreUnderTest(new NaiveStore(clock), clock));
        foreach (var step in _before)
        {
            Assert.Equal(await model.ExecuteAsync(step), await target.ExecuteAsync(step));
        }

        target.WorkItems.Clear();
        var calls = new List<TimedCall>(await Recording.RunAsync(target, history));
        foreach (var step in _after)
        {
            var counter = calls.Max(call => call.Completed);
            calls.Add(new(0, step, await target.ExecuteAsync(step), counter + 1, counter + 2));
        }

        return Linearization.Find(calls, (NaiveStore)model.Store, clock) is null
            ? throw new HistoryException($"No order of these calls explains their results:\n{string.Join("\n", calls)}")
            : calls;
    }
}
