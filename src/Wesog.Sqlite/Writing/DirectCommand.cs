using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Accepts operations and writes their images and final states inline. The result is null, and nothing is written, if the
/// lease is lost, another operation came first, or a key is bound.
/// </summary>
internal sealed class DirectCommand(TenantQueue queue, Lease lease, IReadOnlyList<NewOperation> drafts, PlannedCommit planned)
    : ResultCommand<IReadOnlyList<Operation>?>
{
    private bool _isCommitting;

    public override int Weight => drafts.Count + planned.Edits.Count;

    public override void Apply(Connection connection)
    {
        if (drafts.Any(draft => BoundKeys.Find(connection, queue.Row, queue, draft) is not null)
            || !TryBegin()
            || TenantRows.AdmitFinished(connection, queue.Row, drafts.Count) is not { } last)
        {
            return;
        }

        var finished = new Operation[drafts.Count];
        for (var i = 0; i < finished.Length; i++)
        {
            finished[i] = planned.Outcome.Finished[i] with { Id = last - drafts.Count + 1 + i };
            OperationRows.Insert(connection, queue.Row, finished[i], bytes: 0, drafts[i].Key);
        }

        TenantRows.Finish(connection, queue.Row, operations: 0, bytes: 0, ImageRows.Apply(connection, queue.Row, planned.Edits));
        Result = finished;
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
