using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Operations;

namespace Wesog.MongoDB.Intake;

/// <summary>Cancels an operation that is pending.</summary>
internal static class Cancellation
{
    /// <returns>The operation after the attempt; null where there is none.</returns>
    public static async Task<Operation?> TryAsync(
        MongoSession store, IClientSessionHandle session, string tenant, long number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var operation = await store.Operations.FindAsync(session, tenant, number, cancellationToken).ConfigureAwait(false);
        if (operation is not { State: OperationState.Pending })
        {
            return operation;
        }

        // A claim that takes it meanwhile makes this conflict, run again, and find it running.
        var canceled = operation.Cancel(now);
        var before = await store.Operations.CancelAsync(session, canceled, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Operation {number} changed within the snapshot that a transaction reads.");
        await store.Tenants
            .CancelAsync(session, tenant, before[OperationFields.Bytes].AsInt64, cancellationToken).ConfigureAwait(false);
        await store.Work.DeleteAsync(session, [before], cancellationToken).ConfigureAwait(false);
        return canceled;
    }
}
