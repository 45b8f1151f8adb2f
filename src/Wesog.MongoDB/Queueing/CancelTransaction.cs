using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Queueing;

/// <summary>Cancels a pending operation in one transaction.</summary>
internal static class CancelTransaction
{
    public static async Task<CancelResult> RunAsync(
        MongoSession store, IClientSessionHandle session, string tenant, long number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.Operations.FindAsync(session, tenant, number, cancellationToken).ConfigureAwait(false) is not { } operation)
        {
            return CancelResult.NotFound;
        }

        if (operation.State != OperationState.Pending)
        {
            return CancelResult.Unchanged(operation);
        }

        // A concurrent claim makes this update conflict. The transaction then runs again and finds the operation running.
        var canceled = operation.Cancel(now);
        var before = await store.Operations.CancelAsync(session, canceled, cancellationToken).ConfigureAwait(false);
        await store.Counters.CancelAsync(session, tenant, before[OperationFields.Bytes].AsInt64, cancellationToken).ConfigureAwait(false);
        await store.Work.DeleteAsync(session, [before], cancellationToken).ConfigureAwait(false);
        return CancelResult.Canceled(canceled);
    }
}
