using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.StoreHistories.Model;

/// <summary>
/// The port written a second time, as plainly as can be: what the stores are compared with. One call after the other, each
/// looking through plain lists. It shares nothing with the stores, and is itself held to the conformance suite.
/// </summary>
public sealed class NaiveStore(TimeProvider clock) : IImageStore
{
    private readonly SortedDictionary<string, NaiveTenant> _tenants = new(StringComparer.Ordinal);

    // It is re-entered where a plan calls the store.
    private readonly object _oneByOne = new();

    public string Name => "naive";

    public ValueTask OpenAsync(CancellationToken cancellationToken) => new(DoAsync(() => 0, cancellationToken));

    public ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) => new(DoAsync(() => 0, cancellationToken));

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => new(DoAsync<IReadOnlyList<StoredImage>>(
            () => [.. Read(tenant).Images.Where(image => ids.Contains(image.Id))], cancellationToken));

    public ValueTask<ImagePage> ListImagesAsync(string tenant, long offset, int limit, CancellationToken cancellationToken) => new(DoAsync(
        () => new ImagePage(
            [.. Read(tenant).Images.Where((_, index) => index >= offset).Take(limit)], Read(tenant).Images.Count()), cancellationToken));

    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => new(DoAsync(
        () => Read(tenant).Find(operationId)?.Shown, cancellationToken));

    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => new(DoAsync<IReadOnlyList<Operation>>(
            () =>
            [
                .. Read(tenant).Operations
                    .Where(operation => query.Before is not { } before || operation.Id < before)
                    .Where(operation => query.State is not { } state || operation.State == state)
                    .Where(operation => query.Method is not { } method || operation.Method == method)
                    .OrderByDescending(operation => operation.Id)
                    .Take(query.Limit)
                    .Select(operation => operation.WithFirstErrors(query.MaxErrors)),
            ],
            cancellationToken));

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) => new(DoAsync<IReadOnlyList<EnqueueResult>>(
            () => [.. operations.Select(operation => Written(operation.Operation.Tenant).Enqueue(operation, limits))], cancellationToken));

    public ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) => new(DoAsync(
            () => Read(tenant).Cancel(operationId, now), cancellationToken));

    public ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) => new(DoAsync(
            () => Claim(tenant, leaseOptions, limits, now, []), cancellationToken));

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => new(DoAsync(
        () => request switch
        {
            CommitRequest.Inline inline => Written(inline.Tenant).Commit(inline),
            CommitRequest.Claimed claimed => Read(claimed.Tenant).Commit(claimed),
            _ => throw new NotSupportedException(),
        },
        cancellationToken));

    public ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) => new(DoAsync(
        () =>
        {
            Read(lease.Tenant).Renew(lease);
            return 0;
        },
        cancellationToken));

    public ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) => new(DoAsync(
        () => Read(lease.Tenant).Release(lease, failedOperation), cancellationToken));

    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) => new(DoAsync<IReadOnlyList<TenantBacklog>>(
        () => [.. _tenants.Where(tenant => tenant.Value.Backlog > 0).Select(tenant => new TenantBacklog(tenant.Key, tenant.Value.Backlog))],
        cancellationToken));

    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) => new(DoAsync(
        () => _tenants.Values.Aggregate(0, (removed, tenant) => removed + tenant.RemoveExpired(policy, policy.MaxCount - removed)),
        cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Whether any operation of the tenant was ever accepted.</summary>
    public bool Knows(string tenant) => Read(tenant).HasAccepted;

    /// <summary>Claims as a store may that does not see some operations yet.</summary>
    public WorkItem? Claim(string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, HashSet<long> leftOut) =>
        Read(tenant).Claim(leaseOptions, limits, now, leftOut);

    /// <summary>Whether no other operations wait than these.</summary>
    public bool WaitsOnly(string tenant, IReadOnlySet<long> numbers) => Read(tenant).Waiting.All(operation => numbers.Contains(operation.Number));

    /// <summary>Another store of the same content, on the same clock.</summary>
    public NaiveStore Copy()
    {
        var copy = new NaiveStore(clock);
        foreach (var (name, tenant) in _tenants)
        {
            copy._tenants.Add(name, tenant.Copy());
        }

        return copy;
    }

    // What a call throws comes through its task, as from any store.
    private Task<T> DoAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_oneByOne)
        {
            try
            {
                return Task.FromResult(call());
            }
            catch (Exception failure)
            {
                return Task.FromException<T>(failure);
            }
        }
    }

    private NaiveTenant Read(string tenant) => _tenants.TryGetValue(tenant, out var known) ? known : new(tenant, clock);

    private NaiveTenant Written(string tenant)
    {
        _tenants.TryAdd(tenant, new(tenant, clock));
        return _tenants[tenant];
    }
}
