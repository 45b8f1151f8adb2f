using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Accepts an operation together with its end, images and final state, if its turn is held still and no other operation
/// came before it. Its result is null where it did not: then nothing is written.
/// </summary>
internal sealed class DirectCommand(TenantQueue queue, Lease lease, OperationDraft draft, PlannedTurn planned)
    : ResultCommand<EnqueueResult?>
{
    private bool _isCommitting;

    public override int Weight => 1 + planned.Edits.Count;

    public override void Apply(Connection connection)
    {
        Result = BoundKeys.Find(connection, queue.Row, queue, draft);
        if (Result is not null || !TryBegin() || TenantRows.AdmitFinished(connection, queue.Row) is not { } number)
        {
            return;
        }

        var finished = planned.Outcome.Finished[0] with { Id = number };
        var row = OperationRows.Insert(connection, queue.Row, finished, bytes: 0, draft.Key);
        OperationRows.Finish(connection, row, finished);
        TenantRows.Finish(connection, queue.Row, operations: 0, bytes: 0, ImageRows.Apply(connection, queue.Row, planned.Edits));
        Result = new EnqueueResult.Accepted(finished);
    }

    public override void Committed() => End();

    public override void RolledBack() => End();

    private bool TryBegin()
    {
        try
        {
            queue.BeginCommit(lease, []);
        }
        catch (LeaseLostException)
        {
            return false;
        }

        return _isCommitting = true;
    }

    private void End()
    {
        if (_isCommitting)
        {
            queue.EndCommit([]);
        }
    }
}
