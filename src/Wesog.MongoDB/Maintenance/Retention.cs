using MongoDB.Bson;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Maintenance;

/// <summary>Deletes finished operations and their idempotency keys.</summary>
internal sealed class Retention(MongoSession store)
{
    /// <returns>The number of deleted operations, at most the policy's maximum count.</returns>
    public async Task<int> RemoveAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        var old = await store.Expired.BeforeAsync(policy.FinishedBefore, policy.MaxCount, cancellationToken).ConfigureAwait(false);
        var removed = 0;
        foreach (var tenant in old.GroupBy(operation => operation["_id"]["tenant"].AsString, StringComparer.Ordinal))
        {
            removed += await RemoveAsync(tenant.Key, [.. tenant], cancellationToken).ConfigureAwait(false);
        }

        foreach (var tenant in removed < policy.MaxCount ? await CrowdedAsync(policy, cancellationToken).ConfigureAwait(false) : [])
        {
            var most = Math.Min(policy.MaxCount - removed, await ExcessAsync(tenant, policy, cancellationToken).ConfigureAwait(false));
            if (most > 0)
            {
                var first = await store.Expired.FirstAsync(tenant, (int)most, cancellationToken).ConfigureAwait(false);
                removed += await RemoveAsync(tenant, first, cancellationToken).ConfigureAwait(false);
            }
        }

        return removed;
    }

    // If a tenant exceeds the limit, more than half the limit was either executed or cancelled.
    private async Task<IEnumerable<string>> CrowdedAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        var half = policy.KeepPerTenant / 2;
        var finished = await store.Turns.WithFinishedAsync(half - 1, cancellationToken).ConfigureAwait(false);
        var canceled = await store.Tenants.WithCanceledAsync(half - 1, cancellationToken).ConfigureAwait(false);
        return finished.Union(canceled, StringComparer.Ordinal);
    }

    private Task<long> ExcessAsync(string tenant, RetentionPolicy policy, CancellationToken cancellationToken) =>
        store.Transactions.ReadAsync(
            async (session, token) =>
            {
                var intake = await store.Tenants.FindAsync(session, tenant, token).ConfigureAwait(false);
                var turn = await store.Turns.FindAsync(session, tenant, token).ConfigureAwait(false);
                return (turn?.Finished ?? 0) + (intake?.Canceled ?? 0) - (intake?.Removed ?? 0) - policy.KeepPerTenant;
            },
            cancellationToken);

    private async Task<int> RemoveAsync(string tenant, IReadOnlyList<BsonDocument> operations, CancellationToken cancellationToken)
    {
        var numbers = operations.Select(operation => operation["_id"]["number"].AsInt64).ToArray();
        string[] keys = [.. operations.Where(operation => operation.Contains(OperationFields.Key)).Select(operation => operation[OperationFields.Key].AsString)];
        return (int)await store.Transactions.RunAsync(
            async (session, token) =>
            {
                var removed = await store.Expired.DeleteAsync(session, tenant, numbers, token).ConfigureAwait(false);
                await store.Keys.DeleteAsync(session, tenant, keys, token).ConfigureAwait(false);
                if (removed > 0)
                {
                    await store.Tenants.RemoveAsync(session, tenant, removed, token).ConfigureAwait(false);
                }

                return removed;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
