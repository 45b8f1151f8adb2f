using System.Text;
using Wesog.StoreHistories.Model;
using Wesog.Testing;

namespace Wesog.StoreHistories.Running;

/// <summary>Takes a history on a store and on the model, and compares each answer, and now and then all that can be read.</summary>
public static class HistoryCheck
{
    private const int Interval = 7;
    private static readonly HashSet<long> NoneMissed = [];

    public static async Task RunAsync(StoreUnderTest store, History history)
    {
        var clock = new ManualTimeProvider();
        var model = new StoreUnderTest(new NaiveStore(clock), clock);
        var told = new StringBuilder();
        foreach (var (index, step) in history.Steps.Index())
        {
            var actual = await store.AnswerAsync(step).ConfigureAwait(false);
            var expected = await model.AnswerAsync(step, new(actual, MayDecline: false, NoneMissed)).ConfigureAwait(false);
            told.AppendLine($"{index + 1,3}. {step}").AppendLine($"     {actual}");
            Compare(expected, actual, told);
            if ((index + 1) % Interval == 0 || index + 1 == history.Steps.Count)
            {
                Compare(
                    await Contents.OfAsync(model.Store).ConfigureAwait(false), await Contents.OfAsync(store.Store).ConfigureAwait(false), told);
            }
        }
    }

    private static void Compare(string expected, string actual, StringBuilder told)
    {
        if (expected != actual)
        {
            throw new HistoryException($"After these steps, each with the store's answer:\n{told}the model says\n{expected}\nand the store says\n{actual}");
        }
    }
}
