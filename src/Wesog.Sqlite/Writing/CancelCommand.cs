using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;

namespace Wesog.Sqlite.Writing;

/// <summary>Cancels an operation that waits. It is taken out of the queue first, so that no one claims it meanwhile.</summary>
internal sealed class CancelCommand(string tenant, long number, DateTimeOffset now, TenantQueue queue, WorkCache cache)
    : ResultCommand<Operation?>
{
    private UnfinishedOperation? _takenOut;

    public override void Apply(Connection connection)
    {
        var operation = OperationRows.Find(connection, queue.Row, tenant, number);
        if (operation is not { State: OperationState.Pending })
        {
            Result = operation;
            return;
        }

        (_takenOut, var startedAt) = queue.TakeOut(number);
        if (_takenOut is null)
        {
            // Claimed; or accepted within this very transaction, of which no one can know yet.
            Result = startedAt is { } started ? operation.Start(started) : null;
            return;
        }

        Result = operation.Cancel(now);
        OperationRows.Finish(connection, _takenOut.Row, Result);
        WorkRows.Delete(connection, _takenOut.Row);
        TenantRows.Finish(connection, queue.Row, operations: 1, _takenOut.Bytes, moreImages: 0);
    }

    public override void Committed()
    {
        if (_takenOut is not null)
        {
            cache.Drop(_takenOut);
            queue.Settle(_takenOut, finished: true);
        }
    }

    public override void RolledBack()
    {
        if (_takenOut is not null)
        {
            queue.Settle(_takenOut, finished: false);
        }
    }
}
