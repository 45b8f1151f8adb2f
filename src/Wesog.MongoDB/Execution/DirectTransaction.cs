using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>Accepts an operation and carries it out, in one transaction: where nothing is before it, and nothing comes between.</summary>
internal sealed class DirectTransaction(MongoSession store, OperationDraft draft)
{
    private readonly string _tenant = draft.Operation.Tenant;

    /// <summary>Null where the operation must take its place in the queue: there it is seen whether its key is bound, too.</summary>
    public async Task<EnqueueResult?> TryRunAsync(
        IReadOnlyCollection<string> imageIds, TurnPlan plan, CancellationToken cancellationToken)
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
            catch (Exception behind) when (behind is TurnNotTakenException or PlanFailedException)
            {
                return null;
            }
        }
    }

    private async Task<EnqueueResult> RunAsync(IClientSessionHandle session, PlannedImages images, CancellationToken cancellationToken)
    {
        var counters = await RequireIdleAsync(session, cancellationToken).ConfigureAwait(false);
        var outcome = await images.PlanAsync(session, cancellationToken).ConfigureAwait(false);
        var operation = outcome.Finished[0] with { Id = counters.LastNumber + 1 };
        try
        {
            await store.Tenants.AcceptAsync(session, _tenant, 1, 0, cancellationToken).ConfigureAwait(false);
            var more = await images.WriteAsync(session, outcome, cancellationToken).ConfigureAwait(false);
            await store.Turns.CountAsync(session, _tenant, 1, 0, more, cancellationToken).ConfigureAwait(false);
        }
        catch (MongoException between) when (Failures.IsWriteConflict(between))
        {
            // An operation was accepted or carried out meanwhile: it has the lower number, and goes first.
            throw new TurnNotTakenException();
        }

        var document = OperationDocument.Encode(operation);
        if (draft.Key is { } key)
        {
            document.Add(OperationFields.Key, key.Key);
            await store.Keys.InsertAsync(session, _tenant, [(key, operation.Id)], cancellationToken).ConfigureAwait(false);
        }

        await store.Operations.InsertAsync(session, [document], cancellationToken).ConfigureAwait(false);
        return new EnqueueResult.Accepted(operation);
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
