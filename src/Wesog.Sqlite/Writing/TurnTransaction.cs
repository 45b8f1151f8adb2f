using Wesog.Operations;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Runs a transaction of a claimed work item.</summary>
internal sealed class TurnTransaction(SqliteSession session, TenantQueue queue, Lease lease)
{
    public async ValueTask RunAsync(IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        queue.RequireAlive(lease);
        await new PlannedWrite(session, queue).RunAsync(imageIds, plan, CommandOf, cancellationToken).ConfigureAwait(false);
    }

    private TransactCommand CommandOf(PlannedCommit planned)
    {
        Require(planned.Outcome.Finished);
        return new(queue, lease, planned.Edits, planned.Outcome.Finished, session.Cache);
    }

    private static void Require(IReadOnlyList<Operation> finished)
    {
        if (finished.FirstOrDefault(operation => !operation.IsFinished) is { } unfinished)
        {
            throw new InvalidOperationException($"Operation {unfinished.Id} is {unfinished.State}; a transaction finishes it.");
        }

        if (finished.DistinctBy(operation => operation.Id).Count() < finished.Count)
        {
            throw new InvalidOperationException("An operation is finished twice in one transaction.");
        }
    }
}
