using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Counts a failed attempt of an operation, if it is part of the lease's work item.</summary>
internal sealed class CountFailureCommand(Tenant tenant, Lease lease, long number) : WriteCommand<bool>
{
    private QueuedOperation? _failed;

    public override void Committed()
    {
        if (_failed is not null)
        {
            _failed.Attempts++;
            tenant.Queue.EndCommit([]);
        }
    }

    public override void RolledBack()
    {
        if (_failed is not null)
        {
            tenant.Queue.EndCommit([]);
            _failed = null;
        }
    }

    protected override bool Write(Connection connection)
    {
        _failed = tenant.Queue.TryBeginCommit(lease, number);
        if (_failed is not null)
        {
            OperationRows.WriteAttempts(connection, tenant.Row, _failed.StorageId, number, _failed.Attempts + 1);
        }

        return _failed is not null;
    }
}
