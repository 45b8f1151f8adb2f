using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The store as one host sees it, and the ledgers as they hear what it answers.</summary>
internal sealed class Connection(Scene scene, Host host) : IImageStore
{
    private readonly Line _line = new(scene, host);
    private readonly Intake _intake = new(scene, host);

    public string Name => "simulated";

    public async ValueTask OpenAsync(CancellationToken cancellationToken) => await _line.CallAsync("open", () => true, cancellationToken);

    public async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) =>
        await _line.CallAsync("probe", () => true, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => _line.CallAsync<IReadOnlyList<StoredImage>>(
        $"find {tenant}", () => [.. ids.Select(id => scene.Store[tenant].Images.GetValueOrDefault(id)).OfType<StoredImage>()], cancellationToken);

    public ValueTask<ImagePage> ListImagesAsync(string tenant, long offset, int limit, CancellationToken cancellationToken) => _line.CallAsync(
        $"list {tenant}",
        () => new ImagePage([.. scene.Store[tenant].Images.Values.Skip((int)offset).Take(limit)], scene.Store[tenant].Images.Count),
        cancellationToken);

    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => _line.CallAsync(
        $"get {tenant}/{operationId}", () => scene.Store[tenant].Operations.GetValueOrDefault(operationId), cancellationToken);

    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => _line.CallAsync<IReadOnlyList<Operation>>(
        $"list {tenant}", () => [.. scene.Store[tenant].Operations.Values.Reverse().Take(query.Limit)], cancellationToken);

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) =>
        _intake.EnqueueAsync(operations, limits, cancellationToken);

    // A store need not commit inline whenever it could.
    public async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => request switch
    {
        CommitRequest.Claimed claimed => await CommitAsync(claimed, cancellationToken),
        CommitRequest.Inline inline when scene.Dice.Chance(0.9) => await _intake.CommitAsync(inline, cancellationToken),
        _ => new CommitResult.Busy(),
    };

    public async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (store, ledger) = Of(tenant);
        return await _line.CallAsync(
            $"cancel {ledger}/{operationId}",
            () =>
            {
                var result = store.Cancel(operationId, now);
                ledger.Canceled(host, result);
                return result;
            },
            cancellationToken);
    }

    public async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (store, ledger) = Of(tenant);
        ledger.Turns.Begins(host);
        return await _line.CallAsync(
            $"claim {tenant}",
            () =>
            {
                var turn = store.Claim(leaseOptions, limits, now);
                ledger.Turns.Claimed(turn, limits);
                return turn;
            },
            cancellationToken);
    }

    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var (store, ledger) = Of(lease.Tenant);
        await _line.CallAsync(
            $"renew {lease.Tenant} {lease.FencingToken}",
            () =>
            {
                store.Renew(lease);
                ledger.Turns.Renewed(lease);
                return true;
            },
            cancellationToken);
    }

    public async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        var (store, ledger) = Of(lease.Tenant);
        return await _line.CallAsync(
            $"release {lease.Tenant} {lease.FencingToken}{(failedOperation is null ? "" : $", {failedOperation} failed")}",
            () =>
            {
                if (failedOperation is { } number && store.RecordFailure(lease, number))
                {
                    ledger.Failed(number);
                }

                var hasMore = store.Release(lease);
                ledger.Turns.Released(lease);
                return hasMore;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) =>
        _line.CallAsync("backlogs", scene.Store.ListBacklogs, cancellationToken);

    // Nothing of a run is old enough.
    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) =>
        _line.CallAsync("retention", () => 0, cancellationToken);

    private async ValueTask<CommitResult> CommitAsync(CommitRequest.Claimed request, CancellationToken cancellationToken)
    {
        var (lease, (store, ledger)) = (request.Lease, Of(request.Tenant));
        var name = $"commit {lease.Tenant} under {lease.FencingToken}";
        ledger.Turns.Begins(host);
        var plan = await _line.CallAsync(name, () => store.Plan(request), cancellationToken, canBeRefused: true);
        await _line.CallAsync(
            $"{name}: write",
            () =>
            {
                store.Commit(lease, plan);
                ledger.Committed(host, lease, plan.Finished);
                return true;
            },
            cancellationToken);
        return new CommitResult.Committed(plan.Finished);
    }

    private (TenantRecord Store, Checks.TenantLedger Ledger) Of(string tenant) => (scene.Store[tenant], scene.Ledgers[tenant]);
}
