using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;

namespace Wesog.Availability;

/// <summary>Decorates a store: records and logs the calls that fail because the store is unavailable or damaged.</summary>
/// <remarks>
/// A successful call ends an outage only if it proves a read or a write of the storage. A store may return an empty result, claim or
/// renew a lease, or reject a call from memory alone.
/// </remarks>
internal sealed class MonitoredStore(IImageStore inner, StoreAvailability availability) : IImageStore
{
    public string Name => inner.Name;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => ReadAsync(
        "find images", () => inner.FindImagesAsync(tenant, ids, cancellationToken), found => found.Count > 0);

    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken) => await ReadAsync(
        "scan images", () => WithResultAsync(inner.ScanImagesAsync(tenant, scan, cancellationToken)), _ => scan.Count > 0).ConfigureAwait(false);

    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => ReadAsync(
        "get an operation", () => inner.GetOperationAsync(tenant, operationId, cancellationToken), operation => operation is not null);

    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) => ReadAsync(
        "list operations", () => inner.ListOperationsAsync(tenant, query, cancellationToken), found => found.Count > 0);

    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) => ReadAsync(
        "list backlogs", () => inner.ListBacklogsAsync(cancellationToken), _ => false);

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) => WriteAsync(
        "accept operations",
        () => inner.EnqueueAsync(operations, limits, cancellationToken),
        results => results.Any(result => result is EnqueueResult.Accepted));

    public ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) => WriteAsync(
        "cancel an operation",
        () => inner.CancelAsync(tenant, operationId, now, cancellationToken),
        result => result.Outcome == CancelOutcome.Canceled);

    public async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Name = "claim operations";
        var workItem = await WriteAsync(
            Name, () => inner.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken), _ => false).ConfigureAwait(false);
        foreach (var claimed in workItem?.Operations ?? [])
        {
            if (claimed is ClaimedOperation.Damaged { Damage: var damage })
            {
                availability.Damage.Found(Name, damage);
            }
        }

        return workItem;
    }

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => WriteAsync(
        "execute operations", () => inner.CommitAsync(request, cancellationToken), result => result is CommitResult.Committed);

    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) => await WriteAsync(
        "renew a lease", () => WithResultAsync(inner.RenewAsync(lease, cancellationToken)), _ => false).ConfigureAwait(false);

    public ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) => WriteAsync(
        "release a lease", () => inner.ReleaseAsync(lease, failedOperation, cancellationToken), _ => false);

    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) => WriteAsync(
        "remove expired operations", () => inner.RemoveExpiredAsync(policy, cancellationToken), removed => removed > 0);

    public async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) => await RecordAsync(
        writtenBytes == 0 ? availability.Reading : availability.Writing,
        "probe",
        () => ProbedAsync(writtenBytes, cancellationToken),
        done => done).ConfigureAwait(false);

    private ValueTask<T> ReadAsync<T>(string name, Func<ValueTask<T>> call, Func<T, bool> hasRead) =>
        RecordAsync(availability.Reading, name, call, hasRead);

    private ValueTask<T> WriteAsync<T>(string name, Func<ValueTask<T>> call, Func<T, bool> hasWritten) =>
        RecordAsync(availability.Writing, name, call, hasWritten);

    private async ValueTask<T> RecordAsync<T>(OutageSeries series, string name, Func<ValueTask<T>> call, Func<T, bool> isEvidence)
    {
        try
        {
            var result = await call().ConfigureAwait(false);
            if (isEvidence(result))
            {
                series.Succeeded();
            }

            return result;
        }
        catch (StoreUnavailableException outage)
        {
            series.Failed(name, outage);
            throw;
        }
        catch (StoreDamagedException damage)
        {
            availability.Damage.Found(name, damage);
            throw;
        }
    }

    // Any exception of a probe means that the store is unavailable, for example a missing table.
    private async ValueTask<bool> ProbedAsync(int writtenBytes, CancellationToken cancellationToken)
    {
        try
        {
            await inner.ProbeAsync(writtenBytes, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is not (StoreUnavailableException or StoreDamagedException or OperationCanceledException))
        {
            throw new StoreUnavailableException(Name, StoreUnavailableReason.DiskError, failure);
        }
    }

    private static async ValueTask<bool> WithResultAsync(ValueTask call)
    {
        await call.ConfigureAwait(false);
        return true;
    }
}
