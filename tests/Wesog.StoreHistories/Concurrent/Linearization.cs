using System.Globalization;
using System.Text.RegularExpressions;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>
/// Looks for an order of concurrent calls in which the naive store gives the same answers, each call at one moment between its
/// question and its answer. By Wing and Gong: of the calls that none unplaced is before, each is tried next; and as Lowe has it,
/// what was reached once by other ways, the same calls placed and the same store left, is not tried again.
/// </summary>
public sealed partial class Linearization
{
    private readonly IReadOnlyList<TimedCall>[] _callers;
    private readonly IReadOnlyList<TimedCall> _calls;
    private readonly ManualTimeProvider _clock;
    private readonly HashSet<string> _dead = [];

    private Linearization(IReadOnlyList<TimedCall> calls, ManualTimeProvider clock)
    {
        _calls = calls;
        _clock = clock;
        _callers = [.. calls.GroupBy(call => call.Caller).Select(IReadOnlyList<TimedCall> (caller) => [.. caller.OrderBy(call => call.Asked)])];
    }

    /// <param name="calls">The calls.</param>
    /// <param name="start">What the store held before.</param>
    /// <param name="clock">The clock of that; it stands still.</param>
    /// <returns>An order; null where there is none.</returns>
    public static IReadOnlyList<TimedCall>? Find(IReadOnlyList<TimedCall> calls, NaiveStore start, ManualTimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(start);
        var search = new Linearization(calls, clock);
        var order = new List<TimedCall>();
        return search.Place(new int[search._callers.Length], start, [], order) ? order : null;
    }

    [GeneratedRegex(@"accepted #(\d+) of ")]
    private static partial Regex AcceptedNumber();

    private bool Place(int[] placed, NaiveStore store, IReadOnlyList<WorkItem> turns, List<TimedCall> order)
    {
        if (order.Count == _calls.Count)
        {
            return true;
        }

        if (!_dead.Add(Key(placed, store)))
        {
            return false;
        }

        foreach (var caller in Enumerable.Range(0, _callers.Length).Where(caller => MayBeNext(placed, caller)))
        {
            var call = _callers[caller][placed[caller]];
            var side = new StoreUnderTest(call.Step.IsRead ? store : store.Copy(), _clock) { Turns = [.. turns] };
            if (AnswerOf(side, call) == call.Answer)
            {
                placed[caller]++;
                order.Add(call);
                if (Place(placed, (NaiveStore)side.Store, side.Turns, order))
                {
                    return true;
                }

                placed[caller]--;
                order.RemoveAt(order.Count - 1);
                if (call.Step.IsRead)
                {
                    // It changes nothing: where it fits now, no order in which it comes later does better.
                    return false;
                }
            }
        }

        return false;
    }

    private bool MayBeNext(int[] placed, int caller) =>
        placed[caller] < _callers[caller].Count
        && !_callers.Where((calls, other) => placed[other] < calls.Count && calls[placed[other]].IsBefore(_callers[caller][placed[caller]])).Any();

    // While a submission is planned it holds the turn, and one that comes meanwhile, or a claim, finds it held.
    private string AnswerOf(StoreUnderTest side, TimedCall call) => side
        .AnswerAsync(call.Step, new(call.Answer, MayDecline(call), MayMiss(call)))
        .GetAwaiter().GetResult();

    private bool MayDecline(TimedCall call) => _calls.Any(other => other != call && other.Overlaps(call)
        && (other.Step is CommitInline || (call.Step is CommitInline && other.Step is Enqueue or Claim or CommitClaimed or Release or Cancel)));

    private HashSet<long> MayMiss(TimedCall call) =>
    [
        .. from other in _calls
           where other.Step is Enqueue && other.Overlaps(call)
           from number in AcceptedNumber().Matches(other.Answer)
           select long.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
    ];

    // Who holds the turn, and which keys are bound, follow from the calls that are placed and their answers.
    private static string Key(int[] placed, NaiveStore store)
    {
        var images = store.ListImagesAsync(Names.Tenants[0], 0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();
        var operations = store.ListOperationsAsync(Names.Tenants[0], new(), default).AsTask().GetAwaiter().GetResult();
        return $"{string.Join(",", placed)} {Answers.Of(images.Images)} {Answers.Of(operations)}";
    }
}
