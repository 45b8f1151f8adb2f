using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <param name="back">Under which turn: 0 for the last claimed.</param>
/// <param name="changes">What is written.</param>
/// <param name="finishes">Which of the turn's operations end, by their places in it.</param>
/// <param name="ending">How they end.</param>
/// <param name="fate">What befalls the decision.</param>
/// <param name="expectAbsent">Whether the request expects no image.</param>
public sealed class CommitClaimed(
    int back, IReadOnlyList<Change> changes, IReadOnlyList<int> finishes, int ending, DecisionFate fate, bool expectAbsent) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        if (side.TurnOf(back) is not { } turn)
        {
            return "no turn yet";
        }

        var now = side.Now;
        using var time = new PlanTime(side.Clock, fate, turn.Lease.Options.Duration);
        var request = new CommitRequest.Claimed(
            turn.Lease,
            Change.IdsOf(changes),
            find =>
            {
                if (fate == DecisionFate.Throws)
                {
                    throw new PlanFaultException();
                }

                // Of two faults a store may tell either: that the lease is over, or that an operation is not of the turn.
                if (told is not { Answer: StoreUnderTest.NotOfTheTurn })
                {
                    time.Pass();
                }

                // Where others call beside, one may come between a plan and its commit.
                Thread.Yield();
                return new(Change.Of(changes, find, now), [.. Finished(turn, now)]);
            })
        {
            ExpectAbsent = expectAbsent,
        };
        await side.Store.CommitAsync(request, default);
        return "done";
    }

    public override string ToString() =>
        $"commit under turn -{back}{(fate == DecisionFate.None ? "" : $", the decision {fate}")}{(expectAbsent ? ", expecting no image" : "")}: {Change.Describe(changes)},"
        + $" finish {string.Join(", ", finishes)}, ending {ending}";

    private IEnumerable<Operation> Finished(WorkItem turn, DateTimeOffset now)
    {
        foreach (var place in finishes.Where(place => place < turn.Operations.Count))
        {
            yield return turn.Operations[place].Operation.End(ending, now);
        }

        if (fate == DecisionFate.FinishesAStranger)
        {
            yield return turn.Operations[^1].Operation.End(ending, now) with { Id = turn.Operations.Max(claimed => claimed.Operation.Id) + 1 };
        }
    }
}
