using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Writes the images and the final states of a plan, if the lease is alive. Of an inline request it also accepts the operations.</summary>
internal sealed class CommitCommand(
    SqliteSession session, Tenant tenant, CommitRequest request, Lease lease, CommitPlan plan, Dictionary<string, FoundImage?> stored)
    : WriteCommand<CommitResult>
{
    private readonly ImageWrite[] _writes = plan.SortWrites();
    private long _row;
    private IReadOnlyList<QueuedOperation>? _ending;

    /// <summary>Whether the payloads of the operations stay, because they may be damaged. Default false.</summary>
    public bool KeepsPayloads { get; init; }

    /// <summary>The operations that the command has finished, in the queue.</summary>
    public IReadOnlyList<QueuedOperation> Ended => _ending ?? [];

    public override int Weight => _writes.Length + plan.Finished.Count;

    public override void Committed()
    {
        tenant.Row = _row;
        session.Index.Count(_writes.Length);
        if (_ending is not null)
        {
            tenant.Queue.EndCommit(_ending);
            foreach (var operation in _ending)
            {
                session.Payloads.Remove(operation);
            }
        }
    }

    public override void RolledBack()
    {
        if (_ending is not null)
        {
            tenant.Queue.EndCommit([]);
            _ending = null;
        }
    }

    protected override CommitResult Write(Connection connection)
    {
        _row = tenant.RowIn(connection);
        var totals = TenantRows.ReadTotals(connection, _row);
        return request is CommitRequest.Inline inline ? Accept(connection, inline, totals) : Finish(connection, totals);
    }

    private CommitResult.Committed Finish(Connection connection, TenantTotals totals)
    {
        _ending = tenant.Queue.BeginCommit(lease, plan.Finished);
        foreach (var operation in _ending)
        {
            if (operation.Damage is { } damage)
            {
                throw Failures.Damage(damage.Location, damage);
            }
        }

        var images = totals.Images + ImageRows.Write(connection, _row, _writes, stored, session.Index);
        TenantRows.WriteTotals(connection, _row, totals.Finish(_ending.Count, _ending.Sum(operation => operation.Bytes)) with { Images = images });
        foreach (var operation in KeepsPayloads ? [] : _ending)
        {
            PayloadRows.Delete(connection, operation.StorageId);
        }

        var finished = request.Finish(plan);
        for (var i = 0; i < _ending.Count; i++)
        {
            OperationRows.Finish(connection, _row, _ending[i].StorageId, finished[i]);
        }

        return new(finished);
    }

    private CommitResult Accept(Connection connection, CommitRequest.Inline inline, TenantTotals totals)
    {
        if (totals.Queue.Operations > 0)
        {
            return new CommitResult.Busy();
        }

        if (inline.Operations.Any(operation => OperationRows.FindBound(connection, _row, tenant.Queue, operation) is not null))
        {
            return new CommitResult.Refused();
        }

        _ending = tenant.Queue.BeginCommit(lease, []);
        var count = plan.Finished.Count;
        var last = totals.Queue.LastNumber;
        var images = totals.Images + ImageRows.Write(connection, _row, _writes, stored, session.Index);
        TenantRows.WriteTotals(connection, _row, new(totals.Queue with { LastNumber = last + count }, totals.Finished + count, images));
        var finished = request.Finish(plan, last);
        for (var i = 0; i < count; i++)
        {
            OperationRows.Insert(connection, _row, finished[i], bytes: 0, inline.Operations[i].Key);
        }

        return new CommitResult.Committed(finished);
    }
}
