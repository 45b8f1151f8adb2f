using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>Takes a tenant's turn, and a run of its operations.</summary>
internal sealed class TurnClaim(MongoSession store)
{
    // However many a host lets share a turn: their documents are read at once.
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
                    var turn = await TakeAsync(session, tenant, terms, bounds, now, token).ConfigureAwait(false);
                    claimed = turn.Lease;
                    return turn;
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
        var (fence, takenOver) = await ClaimAsync(session, tenant, terms, cancellationToken).ConfigureAwait(false);
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
            .StartAsync(session, tenant, claimed.Select(taken => taken.Operation.Id), fence, now, cancellationToken).ConfigureAwait(false);
        return new(new(tenant, terms, fence), claimed);
    }

    // A turn that another transaction is writing is taken, or is being given back by one who will tell that work waits.
    private async Task<(long Fence, bool TakenOver)> ClaimAsync(
        IClientSessionHandle session, string tenant, LeaseOptions terms, CancellationToken cancellationToken)
    {
        try
        {
            var claim = await store.Leases.ClaimAsync(session, tenant, terms, cancellationToken).ConfigureAwait(false)
                ?? throw new TurnNotTakenException();
            await store.Turns.BeginTurnAsync(session, tenant, claim.Fence, cancellationToken).ConfigureAwait(false);
            return claim;
        }
        catch (MongoException conflict) when (Failures.IsWriteConflict(conflict))
        {
            throw new TurnNotTakenException();
        }
    }
}
