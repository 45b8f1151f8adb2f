using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The connection of one host to the store. It reports the results to the oracles.</summary>
internal sealed class Connection(SimulationContext context, Host host) : IImageStore
{
    private readonly StoreChannel _channel = new(context, host);
    private readonly SubmissionChannel _submissions = new(context, host);

    public string Name => "simulated";

    public async ValueTask OpenAsync(CancellationToken cancellationToken) => await _channel.CallAsync(
        "open",
        () =>
        {
            context.Store.Open(host);
            if (context.Store.IsExclusive)
            {
                context.Counters.Count("owners");
                context.Oracles.OwnerChanged();
            }

            return true;
        },
        cancellationToken);

    public async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) =>
        await _channel.CallAsync("probe", () => true, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => _channel.CallAsync<IReadOnlyList<StoredImage>>(
        $"find {tenant}", () => [.. ids.Select(id => context.Store[tenant].Images.GetValueOrDefault(id)).OfType<StoredImage>()], cancellationToken);

    // The ids of a run are ASCII, so the order of the model is that of code points.
    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        var images = await _channel.CallAsync($"scan {tenant}", context.Store[tenant].Scan, cancellationToken, canFail: true);
        await scan.RunAsync(images.Count, images, cancellationToken);
    }

    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => _channel.CallAsync(
        $"get {tenant}/{operationId}", () => context.Store[tenant].Operations.GetValueOrDefault(operationId), cancellationToken);

    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => _channel.CallAsync<IReadOnlyList<Operation>>(
        $"list {tenant}", () => [.. context.Store[tenant].Operations.Values.Reverse().Take(query.Limit)], cancellationToken);

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) =>
        _submissions.EnqueueAsync(operations, limits, cancellationToken);

    // A store may decline an inline commit at any time.
    public async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => request switch
    {
        CommitRequest.Claimed claimed => await CommitAsync(claimed, cancellationToken),
        CommitRequest.Inline inline when context.Random.Chance(0.9) => await _submissions.CommitAsync(inline, cancellationToken),
        _ => new CommitResult.Busy(),
    };

    public async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (store, oracle) = Of(tenant);
        return await _channel.CallAsync(
            $"cancel {oracle}/{operationId}",
            () =>
            {
                var result = store.Cancel(operationId, now);
                oracle.Canceled(host, result);
                return result;
            },
            cancellationToken);
    }

    public async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (store, oracle) = Of(tenant);
        oracle.WorkItems.RequireRunning(host);
        return await _channel.CallAsync(
            $"claim {tenant}",
            () =>
            {
                var workItem = store.Claim(leaseOptions, limits, now);
                oracle.WorkItems.Claimed(workItem, limits);
                return workItem;
            },
            cancellationToken);
    }

    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var (store, oracle) = Of(lease.Tenant);
        await _channel.CallAsync(
            $"renew {lease.Tenant} {lease.FencingToken}",
            () =>
            {
                store.Renew(lease);
                oracle.WorkItems.Renewed(lease);
                return true;
            },
            cancellationToken);
    }

    public async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        var (store, oracle) = Of(lease.Tenant);
        return await _channel.CallAsync(
            $"release {lease.Tenant} {lease.FencingToken}{(failedOperation is null ? "" : $", {failedOperation} failed")}",
            () =>
            {
                if (failedOperation is { } number && store.RecordFailure(lease, number))
                {
                    oracle.Failed(number);
                }

                var hasMore = store.Release(lease);
                oracle.WorkItems.Released(lease);
                return hasMore;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) =>
        _channel.CallAsync("backlogs", context.Store.ListBacklogs, cancellationToken);

    // No operation of a run is old enough to expire, whatever the clocks of the hosts say.
    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) =>
        _channel.CallAsync("retention", () => context.Store.RemoveExpired(
            context.Store.Mutant == Mutant.RetentionFollowsClock ? policy with { FinishedBefore = host.Time.GetUtcNow() - context.Limits.Engine.Retention } : policy), cancellationToken);

    private async ValueTask<CommitResult> CommitAsync(CommitRequest.Claimed request, CancellationToken cancellationToken)
    {
        var (lease, (store, oracle)) = (request.Lease, Of(request.Tenant));
        var name = $"commit {lease.Tenant} under {lease.FencingToken}";
        oracle.WorkItems.RequireRunning(host);
        var plan = await _channel.CallAsync(name, () => store.Plan(request), cancellationToken, canFail: true);
        await _channel.CallAsync(
            $"{name}: write",
            () =>
            {
                plan = plan with { Finished = request.Finish(plan) };
                store.Commit(lease, plan);
                oracle.Committed(host, lease, plan.Finished);
                return true;
            },
            cancellationToken);
        return new CommitResult.Committed(plan.Finished);
    }

    private (TenantRecord Store, Checks.TenantOracle Oracle) Of(string tenant) => (context.Store[tenant], context.Oracles[tenant]);
}
