using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Cancels a pending operation. Reserves it in the queue first, so that it cannot be claimed.</summary>
internal sealed class CancelCommand(PayloadCache payloads, Tenant tenant, long number, DateTimeOffset now) : WriteCommand<CancelResult>
{
    private QueuedOperation? _reserved;

    public override void Committed()
    {
        if (_reserved is not null)
        {
            payloads.Remove(_reserved);
            tenant.Queue.EndReservation(_reserved, finished: true);
        }
    }

    public override void RolledBack()
    {
        if (_reserved is not null)
        {
            tenant.Queue.EndReservation(_reserved, finished: false);
            _reserved = null;
        }
    }

    protected override CancelResult Write(Connection connection)
    {
        var stored = OperationRows.FindOne(connection, tenant.Row, tenant.Name, number).Row;
        if (stored is not { State: OperationState.Pending })
        {
            return stored is null ? CancelResult.NotFound : CancelResult.Unchanged(stored);
        }

        _reserved = tenant.Queue.TryReserve(number, out var running);
        if (_reserved is null)
        {
            // Without a running operation, it was accepted in this transaction, and no caller knows it yet.
            return running is null ? CancelResult.NotFound : CancelResult.Unchanged(running);
        }

        var canceled = stored.Cancel(now);
        OperationRows.Finish(connection, tenant.Row, _reserved.StorageId, canceled);
        PayloadRows.Delete(connection, _reserved.StorageId);
        var totals = TenantRows.ReadTotals(connection, tenant.Row);
        TenantRows.WriteTotals(connection, tenant.Row, totals.Finish(1, _reserved.Bytes));
        return CancelResult.Canceled(canceled);
    }
}
