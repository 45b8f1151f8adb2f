using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Commits under the lease of a work item.</summary>
/// <param name="fromEnd">The work item: 0 for the last claimed.</param>
/// <param name="changes">The writes.</param>
/// <param name="finishes">The operations to finish, by their positions in the work item.</param>
/// <param name="finalState">Selects the final state of the operations.</param>
/// <param name="fault">The fault of the decision.</param>
/// <param name="expectAbsent">Whether the request expects no image.</param>
public sealed class CommitClaimed(
    int fromEnd, IReadOnlyList<Change> changes, IReadOnlyList<int> finishes, int finalState, DecisionFault fault, bool expectAbsent) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        if (target.WorkItemAt(fromEnd) is not { } workItem)
        {
            return "no work item yet";
        }

        var now = target.Now;
        using var time = new DecisionTime(target.Clock, fault, workItem.Lease.Options.Duration);
        var request = new CommitRequest.Claimed(
            workItem.Lease,
            Change.IdsOf(changes),
            find =>
            {
                if (fault == DecisionFault.Throws)
                {
                    throw new DecisionFailedException();
                }

                // Of two faults a store may report either: the expired lease or the operation that is not claimed.
                if (observed is not { Result: StoreUnderTest.NotClaimed })
                {
                    time.Elapse();
                }

                // Lets a concurrent call run between the decision and its commit.
                Thread.Yield();
                return new(Change.Of(changes, find, now), [.. Finished(workItem, now)]);
            })
        {
            ExpectAbsent = expectAbsent,
        };
        await target.Store.CommitAsync(request, default);
        return "done";
    }

    public override string ToString() =>
        $"commit under work item -{fromEnd}{(fault == DecisionFault.None ? "" : $", fault {fault}")}{(expectAbsent ? ", expecting no image" : "")}: {Change.Describe(changes)},"
        + $" finish {string.Join(", ", finishes)}, final state {finalState}";

    private IEnumerable<Operation> Finished(WorkItem workItem, DateTimeOffset now)
    {
        foreach (var place in finishes.Where(place => place < workItem.Operations.Count))
        {
            yield return workItem.Operations[place].Operation.Finish(finalState, now);
        }

        if (fault == DecisionFault.FinishesUnclaimed)
        {
            yield return workItem.Operations[^1].Operation.Finish(finalState, now) with { Id = workItem.Operations.Max(claimed => claimed.Operation.Id) + 1 };
        }
    }
}
