using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// A transaction of a turn: reads and plans beside the writer, which others use meanwhile, and hands it the writes.
/// One at a time of a tenant, so what was read cannot have changed when they are applied.
/// </summary>
internal sealed class TurnTransaction(SqliteSession session, TenantQueue queue, Lease lease)
{
    public async ValueTask RunAsync(IReadOnlyCollection<string> imageIds, TurnPlan plan, CancellationToken cancellationToken)
    {
        await queue.Transacting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            queue.RequireAlive(lease);
            var planned = await PlannedTurn.MakeAsync(session, queue, imageIds, plan, cancellationToken).ConfigureAwait(false);
            Require(planned.Outcome);
            var command = new TransactCommand(queue, lease, planned.Edits, planned.Outcome.Finished, session.Cache);
            await session.Writer.RunAsync(command, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            queue.Transacting.Release();
        }
    }

    private static void Require(TurnOutcome outcome)
    {
        if (outcome.Finished.FirstOrDefault(operation => !operation.IsFinished) is { } unfinished)
        {
            throw new InvalidOperationException($"Operation {unfinished.Id} is {unfinished.State}; a transaction finishes it.");
        }

        if (outcome.Finished.DistinctBy(operation => operation.Id).Count() < outcome.Finished.Count)
        {
            throw new InvalidOperationException("An operation is finished twice in one transaction.");
        }
    }
}
