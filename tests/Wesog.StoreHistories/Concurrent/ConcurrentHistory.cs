using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>What each of several callers asks a store, at one time.</summary>
public sealed class ConcurrentHistory(IReadOnlyList<IReadOnlyList<HistoryStep>> callers)
{
    /// <summary>The first one alone claims turns: its steps name the turns that it holds.</summary>
    public IReadOnlyList<IReadOnlyList<HistoryStep>> Callers => callers;

    /// <summary>Histories without a call. The same one need not fail twice, so a counterexample may stay longer than it must be.</summary>
    public static IEnumerable<ConcurrentHistory> Shrink(ConcurrentHistory history)
    {
        for (var caller = 0; caller < history.Callers.Count; caller++)
        {
            for (var call = 0; call < history.Callers[caller].Count; call++)
            {
                yield return new(
                    [.. history.Callers.Select((calls, of) => of == caller ? [.. calls.Where((_, index) => index != call)] : calls)]);
            }
        }
    }

    public override string ToString() => "callers that ask at one time:\n" + string.Join(
        "\n", callers.Select((steps, caller) => $"  caller {caller}:\n    {string.Join("\n    ", steps)}"));
}
