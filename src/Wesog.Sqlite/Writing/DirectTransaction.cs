using Wesog.Operations;
using Wesog.Sqlite.Codec;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Accepts an operation and carries it out in one transaction, where nothing is before it.</summary>
internal sealed class DirectTransaction(SqliteSession session, OperationDraft draft, QueueBounds bounds)
{
    /// <returns>Null where it must take its place in the queue; then nothing is written.</returns>
    public async ValueTask<EnqueueResult?> TryRunAsync(
        TenantQueue queue, LeaseTerms terms, IReadOnlyCollection<string> imageIds, TurnPlan plan, CancellationToken cancellationToken)
    {
        var lease = new Lease(draft.Operation.Tenant, terms, session.NextFence());
        if (bounds.Operations < 1 || WorkCodec.Measure(draft.Work) > bounds.Bytes || !queue.TryReserve(lease))
        {
            return null;
        }

        try
        {
            return await new PlannedWrite(session, queue)
                .RunAsync(imageIds, plan, planned => new DirectCommand(queue, lease, draft, planned), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (StoreUnavailableException or OperationCanceledException or ObjectDisposedException))
        {
            // In the queue it fails again, for the worker that claims it, which counts its attempts.
            return null;
        }
        finally
        {
            queue.Release(lease);
        }
    }
}
