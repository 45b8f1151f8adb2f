using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>
/// Claims and releases work items. If the result of a claim is unknown, the store may hold the lease. It releases this lease before the
/// owner's next claim of the tenant, which otherwise would wait until the lease expires.
/// </summary>
internal sealed class WorkItems(MongoSession store)
{
    // The maximum per work item, whatever the host's limits, because their documents are read at once.
    private const int MaxOperations = 200;

    // The answer to a commit usually arrives within milliseconds. A stop waits for it, so that the claim is known and can be released.
    private static readonly TimeSpan CommitGrace = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Tenant, string Owner), Lease> _indeterminate = new();

    public async Task<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_indeterminate.TryGetValue((tenant, leaseOptions.Owner), out var earlier))
        {
            await ReleaseIndeterminateAsync(earlier, cancellationToken).ConfigureAwait(false);
        }

        await store.Host.RegisterAsync(leaseOptions.Owner, cancellationToken).ConfigureAwait(false);
        using var cancellation = new CommitCancellation(CommitGrace, store.TimeProvider, cancellationToken);
        WorkItem? claimed = null;
        try
        {
            return await store.Transactions.RunAsync(
                async (session, token) =>
                {
                    claimed = null;
                    cancellation.Begin();
                    var next = await TryClaimAsync(session, tenant, leaseOptions, limits, now, token).ConfigureAwait(false);
                    if (next is null)
                    {
                        return await Transactions.AbortAsync<WorkItem?>(session, null).ConfigureAwait(false);
                    }

                    cancellation.BeginCommit();
                    return claimed = next;
                },
                cancellation.Token).ConfigureAwait(false);
        }
        catch when (claimed is not null)
        {
            _indeterminate[(tenant, leaseOptions.Owner)] = claimed.Lease;
            throw;
        }
    }

    /// <summary>
    /// Releases a lease, if it is alive, and increases the attempts of the failed operation. The unfinished operations of its work item
    /// become pending again.
    /// </summary>
    /// <returns>Whether the tenant has waiting operations.</returns>
    public Task<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) => store.Transactions.RunAsync(
        async (session, token) =>
        {
            // If an earlier call released the lease and its result was lost, this one changes nothing.
            var released = await store.Leases.ReleaseAsync(session, lease, token).ConfigureAwait(false);
            if (released && failedOperation is { } failed)
            {
                await store.Operations.CountFailureAsync(session, lease, failed, token).ConfigureAwait(false);
            }

            var unfinished = await store.Operations.CountUnfinishedAsync(session, lease.Tenant, token).ConfigureAwait(false);
            if (released && unfinished.Any(count => !count.IsPending))
            {
                await store.Operations.RequeueAsync(session, lease.Tenant, token).ConfigureAwait(false);
            }

            return (await ListWaitingAsync(session, unfinished, token).ConfigureAwait(false)).Any();
        },
        cancellationToken);

    /// <summary>Lists the tenants with operations to execute.</summary>
    public async Task<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var unfinished = await store.Operations.CountUnfinishedAsync(session, null, cancellationToken).ConfigureAwait(false);
        var waiting = await ListWaitingAsync(session, unfinished, cancellationToken).ConfigureAwait(false);
        return
        [
            .. waiting.GroupBy(count => count.Tenant, StringComparer.Ordinal)
                .Select(counts => new TenantBacklog(counts.Key, counts.Sum(count => count.Operations))),
        ];
    }

    /// <summary>Releases the leases of all indeterminate claims, when the store closes.</summary>
    public async Task ReleaseIndeterminateAsync(CancellationToken cancellationToken)
    {
        foreach (var lease in _indeterminate.Values)
        {
            await ReleaseIndeterminateAsync(lease, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReleaseIndeterminateAsync(Lease lease, CancellationToken cancellationToken)
    {
        await ReleaseAsync(lease, null, cancellationToken).ConfigureAwait(false);
        _indeterminate.TryRemove(new((lease.Tenant, lease.Options.Owner), lease));
    }

    // Pending operations wait, and running ones whose lease is over.
    private async Task<IEnumerable<(string Tenant, bool IsPending, int Operations)>> ListWaitingAsync(
        IClientSessionHandle session, IReadOnlyList<(string Tenant, bool IsPending, int Operations)> unfinished, CancellationToken cancellationToken)
    {
        var running = unfinished.Where(count => !count.IsPending).Select(count => count.Tenant);
        var held = await store.Leases.ListHeldAsync(session, running, cancellationToken).ConfigureAwait(false);
        return unfinished.Where(count => count.IsPending || !held.Contains(count.Tenant));
    }

    private async Task<WorkItem?> TryClaimAsync(
        IClientSessionHandle session, string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await TryLeaseAsync(session, tenant, leaseOptions, cancellationToken).ConfigureAwait(false) is not { } lease)
        {
            return null;
        }

        var most = Math.Min(limits.Operations, MaxOperations);
        var waiting = await store.Operations.ListWaitingAsync(session, tenant, most, cancellationToken).ConfigureAwait(false);
        var claimed = new List<ClaimedOperation>(waiting.Count);
        foreach (var next in limits.TakeRun(waiting, next => (next.Contains(OperationFields.Query) ? 0 : next[OperationFields.Total].AsInt32, next[OperationFields.Bytes].AsInt64)))
        {
            claimed.Add(await StartAsync(session, next, now, cancellationToken).ConfigureAwait(false));
        }

        if (claimed.Count == 0)
        {
            return null;
        }

        var numbers = claimed.Select(operation => operation.Operation.Id);
        await store.Operations.StartAsync(session, lease, numbers, now, cancellationToken).ConfigureAwait(false);
        return new(lease, claimed);
    }

    private async Task<ClaimedOperation> StartAsync(
        IClientSessionHandle session, BsonDocument next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (operation, attempts) = (OperationCollection.Decode(next).Start(now), next[OperationFields.Attempts].AsInt32);
        try
        {
            return new ClaimedOperation.Intact(
                operation, await store.Work.ReadAsync(session, next, cancellationToken).ConfigureAwait(false), attempts);
        }
        catch (StoreDamagedException damage)
        {
            return new ClaimedOperation.Damaged(operation, damage, attempts);
        }
    }

    private async Task<Lease?> TryLeaseAsync(
        IClientSessionHandle session, string tenant, LeaseOptions leaseOptions, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.Leases.ClaimAsync(session, tenant, leaseOptions, cancellationToken).ConfigureAwait(false) is not var (lease, takenOver))
            {
                return null;
            }

            await store.Counters.SetFencingTokenAsync(session, lease, cancellationToken).ConfigureAwait(false);
            if (takenOver)
            {
                await store.Operations.RequeueAsync(session, tenant, cancellationToken).ConfigureAwait(false);
            }

            return lease;
        }
        catch (MongoException conflict) when (Failures.IsWriteConflict(conflict))
        {
            // The lease is being taken, or its holder is releasing it and will report any pending work.
            return null;
        }
    }
}
