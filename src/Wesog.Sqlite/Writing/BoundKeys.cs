using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Finds the operation that a new operation's idempotency key is bound to.</summary>
internal static class BoundKeys
{
    public static EnqueueResult? Find(Connection connection, long tenant, TenantQueue? queue, NewOperation draft)
    {
        if (draft.Key is not { } binding || OperationRows.FindKey(connection, tenant, binding.Key) is not { } bound)
        {
            return null;
        }

        // Includes an operation accepted in the same transaction, which has not entered the queue yet.
        QueueView? view = queue is null ? null : new(queue.Running, bound.Number);
        var operation = OperationRows.Find(connection, tenant, draft.Operation.Tenant, bound.Number)!;
        return new EnqueueResult.Duplicate(view?.Project(operation) ?? operation, bound.Fingerprint);
    }
}
