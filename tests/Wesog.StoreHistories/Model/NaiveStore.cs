using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;

namespace Wesog.StoreHistories.Model;

/// <summary>
/// The reference model of the stores: a second, simple implementation of the port. It executes one call at a time on plain
/// lists, shares no code with the stores, and passes the conformance suite.
/// </summary>
public sealed class NaiveStore(TimeProvider clock) : IImageStore
{
    private readonly SortedDictionary<string, NaiveTenant> _tenants = new(StringComparer.Ordinal);

    private ReadOnlyMemory<byte> _clockState;

    // Reentrant, because a decision of a test may call the store.
    private readonly object _lock = new();

    public string Name => "naive";

    public ValueTask OpenAsync(CancellationToken cancellationToken) => new(CallAsync(() => 0, cancellationToken));

    public ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) => new(CallAsync(() => 0, cancellationToken));

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => new(CallAsync<IReadOnlyList<StoredImage>>(
            () => [.. Find(tenant).Images.Where(image => ids.Contains(image.Id))], cancellationToken));

    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        var images = await CallAsync<IReadOnlyList<StoredImage>>(() => [.. Find(tenant).Images], cancellationToken).ConfigureAwait(false);
        scan.Begin(images.Count);
        do
        {
            var sign = scan.Order == ScanOrder.ByIdDescending ? -1 : 1;
            var ordered = images.Order(Comparer<StoredImage>.Create((left, right) => sign * CodePointOrder.Instance.Compare(left.Id, right.Id)))
                .Where(image => scan.After is not { } id || sign * CodePointOrder.Instance.Compare(image.Id, id) > 0);
            foreach (var image in ordered.Skip((int)Math.Min(scan.Offset, images.Count)))
            {
                var step = scan.Add(image);
                if (step == ScanStep.Stop)
                {
                    break;
                }

                if (step == ScanStep.Pause)
                {
                    await scan.ResumeAsync(cancellationToken).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        while (scan.NeedsPass());
    }

    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => new(CallAsync(
        () => Find(tenant).Find(operationId)?.Visible, cancellationToken));

    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => new(CallAsync<IReadOnlyList<Operation>>(
            () =>
            [
                .. Find(tenant).Operations
                    .Where(operation => query.Before is not { } before || operation.Id < before)
                    .Where(operation => query.States is [] || query.States.Contains(operation.State))
                    .Where(operation => query.Methods is [] || query.Methods.Contains(operation.Method))
                    .Where(operation => query.Label is not { } label || operation.Label == label)
                    .Where(operation => IsWithin(operation.CreatedAt, query.CreatedFrom, query.CreatedBefore))
                    .Where(operation => IsWithin(operation.FinishedAt, query.FinishedFrom, query.FinishedBefore))
                    .OrderByDescending(operation => operation.Id)
                    .Take(query.Limit)
                    .Select(operation => operation.WithFirstErrors(query.MaxErrors)),
            ],
            cancellationToken));

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) => new(CallAsync<IReadOnlyList<EnqueueResult>>(
            () => operations.Select(operation => operation.Operation.Tenant).Distinct().Count() > 1
                ? throw new ArgumentException("Operations of several tenants.", nameof(operations))
                : [.. operations.Select(operation => GetOrAdd(operation.Operation.Tenant).Enqueue(operation, limits))],
            cancellationToken));

    public ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) => new(CallAsync(
            () => Find(tenant).Cancel(operationId, now), cancellationToken));

    public ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) => new(CallAsync(
            () => Claim(tenant, leaseOptions, limits, now, []), cancellationToken));

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => new(CallAsync(
        () => request switch
        {
            CommitRequest.Inline inline => GetOrAdd(inline.Tenant).Commit(inline),
            CommitRequest.Claimed claimed => Find(claimed.Tenant).Commit(claimed),
            _ => throw new NotSupportedException(),
        },
        cancellationToken));

    public ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) => new(CallAsync(
        () =>
        {
            Find(lease.Tenant).Renew(lease);
            return 0;
        },
        cancellationToken));

    public ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) => new(CallAsync(
        () => Find(lease.Tenant).Release(lease, failedOperation), cancellationToken));

    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) => new(CallAsync<IReadOnlyList<TenantBacklog>>(
        () => [.. _tenants.Where(tenant => tenant.Value.BacklogCount > 0).Select(tenant => new TenantBacklog(tenant.Key, tenant.Value.BacklogCount))],
        cancellationToken));

    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) => new(CallAsync(
        () =>
        {
            _clockState = policy.UpdateClockState?.Invoke(_clockState) ?? _clockState;
            return _tenants.Values.Aggregate(0, (removed, tenant) => removed + tenant.RemoveExpired(policy, policy.MaxCount - removed));
        },
        cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Whether the store has ever accepted an operation of the tenant.</summary>
    public bool HasAccepted(string tenant) => Find(tenant).HasAccepted;

    /// <summary>Claims like a store that does not see the given operations yet.</summary>
    public WorkItem? Claim(string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, HashSet<long> invisible) =>
        Find(tenant).Claim(leaseOptions, limits, now, invisible);

    /// <summary>Whether the backlog contains no operations other than these.</summary>
    public bool BacklogIsWithin(string tenant, IReadOnlySet<long> numbers) => Find(tenant).Backlog.All(operation => numbers.Contains(operation.Number));

    /// <summary>Returns a store with the same content and clock.</summary>
    public NaiveStore Copy()
    {
        var copy = new NaiveStore(clock) { _clockState = _clockState };
        foreach (var (name, tenant) in _tenants)
        {
            copy._tenants.Add(name, tenant.Copy());
        }

        return copy;
    }

    // An exception of a call is returned through its task, as by any store.
    private Task<T> CallAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_lock)
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

    private NaiveTenant Find(string tenant) => _tenants.TryGetValue(tenant, out var known) ? known : new(tenant, clock);

    private NaiveTenant GetOrAdd(string tenant)
    {
        _tenants.TryAdd(tenant, new(tenant, clock));
        return _tenants[tenant];
    }

    private static bool IsWithin(DateTimeOffset? time, DateTimeOffset? from, DateTimeOffset? before) =>
        (from is null || time >= from) && (before is null || time < before);
}
