using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Cancels a pending operation. Reserves it in the queue first, so that it cannot be claimed.</summary>
internal sealed class CancelCommand(string tenant, long number, DateTimeOffset now, TenantQueue queue, WorkCache cache)
    : ResultCommand<CancelResult>
{
    private UnfinishedOperation? _takenOut;

    public override void Apply(Connection connection)
    {
        if (OperationRows.Find(connection, queue.Row, tenant, number) is not { } operation)
        {
            Result = CancelResult.NotFound;
            return;
        }

        if (operation.State != OperationState.Pending)
        {
            Result = CancelResult.Unchanged(operation);
            return;
        }

        (_takenOut, var startedAt) = queue.TakeOut(number);
        if (_takenOut is null)
        {
            // The operation is claimed, or was accepted in this transaction and is not visible to any caller yet.
            Result = startedAt is { } started ? CancelResult.Unchanged(operation.Start(started)) : CancelResult.NotFound;
            return;
        }

        var canceled = operation.Cancel(now);
        Result = CancelResult.Canceled(canceled);
        OperationRows.Finish(connection, _takenOut.Row, canceled);
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
