using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>Accepts and executes operations of one tenant inline, in one transaction, if the tenant's queue is empty.</summary>
internal sealed class DirectTransaction(MongoSession store, IReadOnlyList<NewOperation> drafts)
{
    private readonly string _tenant = drafts[0].Operation.Tenant;

    /// <summary>Returns null if the operations must be queued. The queue also resolves bound idempotency keys.</summary>
    public async Task<IReadOnlyList<Operation>?> TryRunAsync(
        IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        var images = new PlannedImages(store.Images, _tenant, imageIds, plan);
        while (true)
        {
            try
            {
                return await store.Transactions.RunAsync((session, token) => RunAsync(session, images, token), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (MongoException wrongGuess) when (images.MayGuess && Failures.IsDuplicateKey(wrongGuess))
            {
                images.MayGuess = false;
            }
            catch (MongoException boundKey) when (Failures.IsDuplicateKey(boundKey))
            {
                return null;
            }
            catch (Exception ofOne) when (ofOne is not (OperationCanceledException or ObjectDisposedException) && !Failures.IsOutage(ofOne))
            {
                // Operations are queued, or a plan or a write failed. In the queue, a failure affects only its own operation.
                return null;
            }
        }
    }

    private async Task<IReadOnlyList<Operation>> RunAsync(
        IClientSessionHandle session, PlannedImages images, CancellationToken cancellationToken)
    {
        var counters = await RequireIdleAsync(session, cancellationToken).ConfigureAwait(false);
        var outcome = await images.PlanAsync(session, cancellationToken).ConfigureAwait(false);
        try
        {
            await store.Tenants.AcceptAsync(session, _tenant, drafts.Count, 0, cancellationToken).ConfigureAwait(false);
            var more = await images.WriteAsync(session, outcome, cancellationToken).ConfigureAwait(false);
            await store.Turns.CountAsync(session, _tenant, drafts.Count, 0, more, cancellationToken).ConfigureAwait(false);
        }
        catch (MongoException between) when (Failures.IsWriteConflict(between))
        {
            // Another operation was accepted or executed in the meantime. It has the lower number and must run first.
            throw new TurnNotTakenException();
        }

        Operation[] operations = [.. outcome.Finished.Select((operation, i) => operation with { Id = counters.LastNumber + 1 + i })];
        await InsertAsync(session, operations, cancellationToken).ConfigureAwait(false);
        return operations;
    }

    private async Task InsertAsync(IClientSessionHandle session, Operation[] operations, CancellationToken cancellationToken)
    {
        var documents = new List<BsonDocument>(operations.Length);
        var keys = new List<(IdempotencyBinding Binding, long Number)>();
        foreach (var (draft, operation) in drafts.Zip(operations))
        {
            var document = OperationDocument.Encode(operation);
            if (draft.Key is { } key)
            {
                document.Add(OperationFields.Key, key.Key);
                keys.Add((key, operation.Id));
            }

            documents.Add(document);
        }

        await store.Keys.InsertAsync(session, _tenant, keys, cancellationToken).ConfigureAwait(false);
        await store.Operations.InsertAsync(session, documents, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TenantCounters> RequireIdleAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var counters = await store.Tenants.FindAsync(session, _tenant, cancellationToken).ConfigureAwait(false);
        var turn = await store.Turns.FindAsync(session, _tenant, cancellationToken).ConfigureAwait(false);
        var held = await store.Leases.HeldAsync(session, [_tenant], cancellationToken).ConfigureAwait(false);
        return counters is { } known && turn is { } idle && held.Count == 0 && known.Accepted - known.Canceled == idle.Finished
            ? known
            : throw new TurnNotTakenException();
    }
}
