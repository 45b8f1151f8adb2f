using Wesog.Operations;
using Wesog.Sqlite.Codec;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Accepts an operation: checks its idempotency key and the queue limits, and stores it with its items.</summary>
internal sealed class EnqueueCommand(NewOperation draft, PackedWork work, QueueLimits bounds, QueueIndex index, WorkCache cache)
    : ResultCommand<EnqueueResult>
{
    private const int BytesPerRow = 4_096;

    private long _tenant;
    private UnfinishedOperation? _accepted;

    public override int Weight => 1 + (int)(work.Bytes / BytesPerRow);

    public override void Apply(Connection connection)
    {
        var name = draft.Operation.Tenant;
        var queue = index.Find(name);
        _tenant = queue?.Row ?? TenantRows.FindOrAdd(connection, name);
        if (BoundKeys.Find(connection, _tenant, queue, draft) is { } duplicate)
        {
            Result = duplicate;
            return;
        }

        if (TenantRows.Admit(connection, _tenant, work.Bytes, bounds) is not { } number)
        {
            Result = new EnqueueResult.Full();
            return;
        }

        var accepted = draft.Operation with { Id = number };
        var row = OperationRows.Insert(connection, _tenant, accepted, work.Bytes, draft.Key);
        WorkRows.Insert(connection, row, work.Parts);
        _accepted = new(row, accepted, work.Bytes, attempts: 0);
        Result = new EnqueueResult.Accepted(accepted);
    }

    public override void Committed()
    {
        if (_accepted is not null)
        {
            cache.Keep(_accepted, draft.Payload);
            index.FindOrAdd(draft.Operation.Tenant, _tenant).Add(_accepted);
        }
    }
}
