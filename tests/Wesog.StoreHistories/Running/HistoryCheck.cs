using System.Text;
using Wesog.StoreHistories.Model;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.StoreHistories.Running;

/// <summary>Runs a history on a store and on the model. Compares each result, and the whole content after every few steps.</summary>
public static class HistoryCheck
{
    private const int Interval = 7;
    private static readonly HashSet<long> NoneEnqueued = [];

    /// <summary>Runs a history on a new store of a harness.</summary>
    public static async Task RunAsync<THarness>(History history)
        where THarness : IStoreHarness, new()
    {
        await using var harness = new THarness();
        var clock = new ManualTimeProvider();
        var target = new StoreUnderTest(await harness.CreateStoreAsync(clock).ConfigureAwait(false), clock)
        {
            Reopen = harness is IDurableStoreHarness durable ? () => durable.ReopenStoreAsync(clock) : null,
        };
        await target.Store.OpenAsync(default).ConfigureAwait(false);
        try
        {
            await RunAsync(target, history).ConfigureAwait(false);
        }
        finally
        {
            await target.Store.DisposeAsync().ConfigureAwait(false);
        }
    }

    public static async Task RunAsync(StoreUnderTest store, History history)
    {
        var clock = new ManualTimeProvider();
        var model = new StoreUnderTest(new NaiveStore(clock), clock);
        var log = new StringBuilder();
        foreach (var (index, step) in history.Steps.Index())
        {
            var actual = await store.ExecuteAsync(step).ConfigureAwait(false);
            var expected = await model.ExecuteAsync(step, new(actual, LeaseMayBeHeld: false, NoneEnqueued)).ConfigureAwait(false);
            log.AppendLine($"{index + 1,3}. {step}").AppendLine($"     {actual}");
            Compare(expected, actual, log);
            if ((index + 1) % Interval == 0 || index + 1 == history.Steps.Count)
            {
                Compare(
                    await StoreContents.OfAsync(model.Store).ConfigureAwait(false), await StoreContents.OfAsync(store.Store).ConfigureAwait(false), log);
            }
        }
    }

    private static void Compare(string expected, string actual, StringBuilder log)
    {
        if (expected != actual)
        {
            throw new HistoryException($"After these steps, each with the store's result:\n{log}the model returned\n{expected}\nand the store returned\n{actual}");
        }
    }
}
