using System.Globalization;
using System.Text.RegularExpressions;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>
/// Searches an order of concurrent calls in which the naive store returns the same results, each call at one moment between
/// its start and its completion. The algorithm is that of Wing and Gong: try each call that no other open call precedes. As
/// Lowe proposed, it visits a combination of ordered calls and store content only once.
/// </summary>
public sealed partial class Linearization
{
    private readonly IReadOnlyList<TimedCall>[] _callers;
    private readonly IReadOnlyList<TimedCall> _calls;
    private readonly ManualTimeProvider _clock;
    private readonly HashSet<string> _visited = [];

    private Linearization(IReadOnlyList<TimedCall> calls, ManualTimeProvider clock)
    {
        _calls = calls;
        _clock = clock;
        _callers = [.. calls.GroupBy(call => call.Caller).Select(IReadOnlyList<TimedCall> (caller) => [.. caller.OrderBy(call => call.Started)])];
    }

    /// <param name="calls">The calls.</param>
    /// <param name="start">The content of the store before the calls.</param>
    /// <param name="clock">The clock of that store. It does not advance.</param>
    /// <returns>An order, or null if there is none.</returns>
    public static IReadOnlyList<TimedCall>? Find(IReadOnlyList<TimedCall> calls, NaiveStore start, ManualTimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(start);
        var search = new Linearization(calls, clock);
        var order = new List<TimedCall>();
        return search.Search(new int[search._callers.Length], start, [], order) ? order : null;
    }

    [GeneratedRegex(@"accepted #(\d+) of ")]
    private static partial Regex AcceptedNumber();

    private bool Search(int[] positions, NaiveStore store, IReadOnlyList<WorkItem> workItems, List<TimedCall> order)
    {
        if (order.Count == _calls.Count)
        {
            return true;
        }

        if (!_visited.Add(StateKey(positions, store)))
        {
            return false;
        }

        foreach (var caller in Enumerable.Range(0, _callers.Length).Where(caller => CanBeNext(positions, caller)))
        {
            var call = _callers[caller][positions[caller]];
            var target = new StoreUnderTest(call.Step.IsRead ? store : store.Copy(), _clock) { WorkItems = [.. workItems] };
            if (ResultOf(target, call) == call.Result)
            {
                positions[caller]++;
                order.Add(call);
                if (Search(positions, (NaiveStore)target.Store, target.WorkItems, order))
                {
                    return true;
                }

                positions[caller]--;
                order.RemoveAt(order.Count - 1);
                if (call.Step.IsRead)
                {
                    // A read changes nothing. If it fits here and no order follows, none exists that places it later.
                    return false;
                }
            }
        }

        return false;
    }

    private bool CanBeNext(int[] positions, int caller) =>
        positions[caller] < _callers[caller].Count
        && !_callers.Where((calls, other) => positions[other] < calls.Count && calls[positions[other]].IsBefore(_callers[caller][positions[caller]])).Any();

    // An inline commit holds the lease while it decides, so a concurrent inline commit or claim may be declined.
    private string ResultOf(StoreUnderTest target, TimedCall call) => target
        .ExecuteAsync(call.Step, new(call.Result, LeaseMayBeHeld(call), ConcurrentlyEnqueued(call)))
        .GetAwaiter().GetResult();

    private bool LeaseMayBeHeld(TimedCall call) => _calls.Any(other => other != call && other.Overlaps(call)
        && (other.Step is CommitInline || (call.Step is CommitInline && other.Step is Enqueue or Claim or CommitClaimed or Release or Cancel)));

    private HashSet<long> ConcurrentlyEnqueued(TimedCall call) =>
    [
        .. from other in _calls
           where other.Step is Enqueue && other.Overlaps(call)
           from number in AcceptedNumber().Matches(other.Result)
           select long.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
    ];

    // The lease and the bound keys follow from the ordered calls and their results.
    private static string StateKey(int[] positions, NaiveStore store)
    {
        var images = store.ListImagesAsync(Names.Tenants[0], new() { Limit = int.MaxValue }, default).AsTask().GetAwaiter().GetResult();
        var operations = store.ListOperationsAsync(Names.Tenants[0], new(), default).AsTask().GetAwaiter().GetResult();
        return $"{string.Join(",", positions)} {ResultText.Of(images.Images)} {ResultText.Of(operations)}";
    }
}
