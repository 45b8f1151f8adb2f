using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>The calls of several concurrent callers.</summary>
public sealed class ConcurrentHistory(IReadOnlyList<IReadOnlyList<HistoryStep>> callers)
{
    /// <summary>Only the first caller claims work items, because its steps refer to the work items that it holds.</summary>
    public IReadOnlyList<IReadOnlyList<HistoryStep>> Callers => callers;

    /// <summary>Returns one history per call, each without that call. A history does not always fail again, so a counterexample may not be minimal.</summary>
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

    public override string ToString() => "concurrent callers:\n" + string.Join(
        "\n", callers.Select((steps, caller) => $"  caller {caller}:\n    {string.Join("\n    ", steps)}"));
}
