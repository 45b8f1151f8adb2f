using Wesog.Operations;
using Wesog.Sqlite.Codec;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Accepts and executes operations inline, in one transaction, if the tenant's queue is empty.</summary>
internal sealed class DirectTransaction(SqliteSession session, IReadOnlyList<NewOperation> drafts, QueueLimits bounds)
{
    /// <returns>Null if the operations must be queued. Nothing is written then.</returns>
    public async ValueTask<IReadOnlyList<Operation>?> TryRunAsync(
        TenantQueue queue, LeaseOptions terms, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        var lease = new Lease(drafts[0].Operation.Tenant, terms, session.NextFencingToken());
        if (bounds.Operations < 1 || drafts.Any(draft => WorkCodec.Measure(draft.Payload) > bounds.Bytes) || !queue.TryReserve(lease))
        {
            return null;
        }

        try
        {
            return await new PlannedWrite(session, queue)
                .RunAsync(imageIds, plan, planned => new DirectCommand(queue, lease, drafts, planned), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (StoreUnavailableException or OperationCanceledException or ObjectDisposedException))
        {
            // Queued operations fail again in the worker, which counts the attempts.
            return null;
        }
        finally
        {
            queue.Release(lease);
        }
    }
}
