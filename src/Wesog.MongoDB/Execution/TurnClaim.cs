using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>Claims a tenant's next work item: takes the lease, and starts the operations.</summary>
internal sealed class TurnClaim(MongoSession store)
{
    // The maximum per work item, whatever the host's limits, because their documents are read at once.
    private const int MostOperations = 200;

    public async Task<WorkItem?> TakeAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await store.IndeterminateClaims.GiveBackAsync(store, tenant, terms, cancellationToken).ConfigureAwait(false);
        await store.Host.RegisterAsync(terms.Owner, cancellationToken).ConfigureAwait(false);
        Lease? claimed = null;
        try
        {
            return await store.Transactions.RunAsync(
                async (session, token) =>
                {
                    claimed = null;
                    var workItem = await TakeAsync(session, tenant, terms, bounds, now, token).ConfigureAwait(false);
                    claimed = workItem.Lease;
                    return workItem;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TurnNotTakenException)
        {
            return null;
        }
        catch when (claimed is not null)
        {
            store.IndeterminateClaims.Remember(claimed);
            throw;
        }
    }

    private async Task<WorkItem> TakeAsync(
        IClientSessionHandle session, string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (fencingToken, takenOver) = await ClaimAsync(session, tenant, terms, cancellationToken).ConfigureAwait(false);
        if (takenOver)
        {
            await store.Operations.RequeueAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        }

        var waiting = await store.Operations
            .WaitingAsync(session, tenant, Math.Min(bounds.Operations, MostOperations), cancellationToken).ConfigureAwait(false);
        if (waiting.Count == 0)
        {
            throw new TurnNotTakenException();
        }

        var run = bounds.TakeRun(
            waiting, next => (next[OperationFields.Total].AsInt32, next[OperationFields.Bytes].AsInt64));
        var claimed = new List<ClaimedOperation>(run.Count);
        foreach (var operation in run)
        {
            claimed.Add(new(
                OperationDocument.Decode(operation).Start(now),
                await store.Work.ReadAsync(session, operation, cancellationToken).ConfigureAwait(false),
                operation[OperationFields.Attempts].AsInt32));
        }

        await store.Operations
            .StartAsync(session, tenant, claimed.Select(taken => taken.Operation.Id), fencingToken, now, cancellationToken).ConfigureAwait(false);
        return new(new(tenant, terms, fencingToken), claimed);
    }

    // On a write conflict, the lease is being taken, or its holder is releasing it and will report any pending work.
    private async Task<(long Fence, bool TakenOver)> ClaimAsync(
        IClientSessionHandle session, string tenant, LeaseOptions terms, CancellationToken cancellationToken)
    {
        try
        {
            var claim = await store.Leases.ClaimAsync(session, tenant, terms, cancellationToken).ConfigureAwait(false)
                ?? throw new TurnNotTakenException();
            await store.Turns.SetFencingTokenAsync(session, tenant, claim.Fence, cancellationToken).ConfigureAwait(false);
            return claim;
        }
        catch (MongoException conflict) when (Failures.IsWriteConflict(conflict))
        {
            throw new TurnNotTakenException();
        }
    }
}
