using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Writes the images and final states of a commit decision, if the lease is still alive.</summary>
internal sealed class TransactCommand(
    TenantQueue queue, Lease lease, IReadOnlyList<ImageEdit> edits, IReadOnlyList<Operation> finished, WorkCache cache)
    : ResultCommand<bool>
{
    private IReadOnlyList<UnfinishedOperation>? _ending;

    public override int Weight => edits.Count + finished.Count;

    public override void Apply(Connection connection)
    {
        _ending = queue.BeginCommit(lease, finished);
        for (var i = 0; i < finished.Count; i++)
        {
            OperationRows.Finish(connection, _ending[i].Row, finished[i]);
            WorkRows.Delete(connection, _ending[i].Row);
        }

        var more = ImageRows.Apply(connection, queue.Row, edits);
        TenantRows.Finish(connection, queue.Row, finished.Count, _ending.Sum(operation => operation.Bytes), more);
    }

    public override void Committed()
    {
        queue.EndCommit(_ending!);
        foreach (var operation in _ending!)
        {
            cache.Drop(operation);
        }
    }

    public override void RolledBack()
    {
        if (_ending is not null)
        {
            queue.EndCommit([]);
        }
    }
}
