using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Maintenance;

/// <summary>Deletes finished operations and their idempotency keys, earliest finished first. Keeps the state of the engines' clock.</summary>
internal sealed class Retention(MongoSession store)
{
    private const string Clock = "clock";
    private const string State = "state";

    private readonly IMongoCollection<BsonDocument> _about = store.Database.GetCollection<BsonDocument>(CollectionNames.About);

    /// <returns>The number of deleted operations, at most the policy's maximum count.</returns>
    /// <exception cref="StoreDamagedException">The counters of a tenant are damaged. The operations of the others were deleted.</exception>
    public async Task<int> RemoveAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.UpdateClockState is { } update)
        {
            await UpdateClockStateAsync(update, cancellationToken).ConfigureAwait(false);
        }

        var finishedBefore = new BsonDocument(OperationFields.FinishedAt, new BsonDocument("$lt", policy.FinishedBefore.UtcDateTime));
        var expired = await ListAsync(finishedBefore, policy.MaxCount, cancellationToken).ConfigureAwait(false);
        var removed = 0;
        foreach (var operations in expired.GroupBy(operation => operation["_id"]["tenant"].AsString, StringComparer.Ordinal))
        {
            removed += await RemoveAsync(operations.Key, [.. operations], cancellationToken).ConfigureAwait(false);
        }

        StoreDamagedException? damage = null;

        // If a tenant exceeds the limit, more than half the limit was either executed or cancelled.
        foreach (var tenant in removed < policy.MaxCount
            ? await store.Counters.ListCrowdedAsync(policy.KeepPerTenant / 2, cancellationToken).ConfigureAwait(false)
            : [])
        {
            try
            {
                removed += await RemoveExcessAsync(tenant, policy, policy.MaxCount - removed, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreDamagedException found)
            {
                damage ??= found;
            }
        }

        return damage is null ? removed : throw damage;
    }

    private async Task<int> RemoveExcessAsync(string tenant, RetentionPolicy policy, int most, CancellationToken cancellationToken)
    {
        var excess = Math.Min(most, await CountExcessAsync(tenant, policy, cancellationToken).ConfigureAwait(false));
        if (excess <= 0)
        {
            return 0;
        }

        var ofTenant = Ids.Operations(tenant).Add(OperationFields.FinishedAt, new BsonDocument("$exists", true));
        var first = await ListAsync(ofTenant, (int)excess, cancellationToken).ConfigureAwait(false);
        return await RemoveAsync(tenant, first, cancellationToken).ConfigureAwait(false);
    }

    // Not one atomic step: the state is one of several engines, each of which writes its own once in some minutes.
    private async Task UpdateClockStateAsync(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> update, CancellationToken cancellationToken)
    {
        var found = await _about.Find(new BsonDocument("_id", Clock)).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var kept = found is null ? [] : found[State].AsByteArray;
        var next = update(kept);
        if (!next.Span.SequenceEqual(kept))
        {
            await Upserts.RunAsync(_about, Clock, new("$set", new BsonDocument(State, next.ToArray())), cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<long> CountExcessAsync(string tenant, RetentionPolicy policy, CancellationToken cancellationToken) => store.Transactions.ReadAsync(
        async (session, token) =>
            (await store.Counters.FindAsync(session, tenant, token).ConfigureAwait(false))?.Kept - policy.KeepPerTenant ?? 0,
        cancellationToken);

    private Task<List<BsonDocument>> ListAsync(BsonDocument filter, int most, CancellationToken cancellationToken) => store.OperationDocuments
        .Find(filter)
        .Sort(new BsonDocument { { OperationFields.FinishedAt, 1 }, { "_id.number", 1 } })
        .Limit(most)
        .Project<BsonDocument>(new BsonDocument(OperationFields.Key, 1))
        .ToListAsync(cancellationToken);

    private Task<int> RemoveAsync(string tenant, List<BsonDocument> operations, CancellationToken cancellationToken)
    {
        var ids = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(operations.Select(operation => operation["_id"]))));

        // A damaged key must not keep its operation, and all that expire later.
        var keys = operations.Select(operation => operation.GetValue(OperationFields.Key, BsonNull.Value)).OfType<BsonString>().Select(key => key.Value);
        return store.Transactions.RunAsync(
            async (session, token) =>
            {
                var deleted = await store.OperationDocuments.DeleteManyAsync(session, ids, cancellationToken: token).ConfigureAwait(false);
                await store.Keys.DeleteAsync(session, tenant, keys, token).ConfigureAwait(false);
                if (deleted.DeletedCount > 0)
                {
                    await store.Counters.RemoveAsync(session, tenant, deleted.DeletedCount, token).ConfigureAwait(false);
                }

                return (int)deleted.DeletedCount;
            },
            cancellationToken);
    }
}
