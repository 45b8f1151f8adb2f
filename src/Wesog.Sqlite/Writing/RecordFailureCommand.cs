using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Counts a failed attempt of an operation of a work item.</summary>
internal sealed class RecordFailureCommand(TenantQueue queue, Lease lease, long number) : ResultCommand<int>
{
    private UnfinishedOperation? _operation;

    public override void Apply(Connection connection)
    {
        _operation = queue.OfTurn(lease, number);
        Result = OperationRows.CountAttempt(connection, _operation.Row);
    }

    public override void Committed() => _operation!.Attempts = Result;
}
