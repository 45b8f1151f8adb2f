using System.Collections.Concurrent;
using Wesog.Images;
using Wesog.Query;

namespace Wesog.Samples.CustomStore;

/// <summary>
/// Stores images and operations in memory and in a journal file. A change is on the disk before a reader sees it and before its call
/// returns. <c>docs/custom-store.md</c> explains each part.
/// </summary>
/// <param name="directory">The directory of the journal; created if it does not exist. One open store owns it.</param>
/// <param name="timeProvider">The clock for the expiry of leases.</param>
public sealed class FileImageStore(string directory, TimeProvider timeProvider) : IImageStore
{
    internal const string StoreName = "files";

    // Each change holds it while it is made. Readers and decisions do not.
    private readonly SemaphoreSlim _writeLock = new(1);

    // The first operation of a tenant adds it, never a read.
    private ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private volatile Journal? _journal;
    private volatile bool _isDisposed;
    private long _lastFencingToken;

    public string Name => StoreName;

    /// <summary>Opens a file for writing. A test replaces it to simulate a failing disk.</summary>
    internal Func<string, FileMode, FileStream> OpenFile { get; init; } =
        (path, mode) => new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var tenants = new ConcurrentDictionary<string, Tenant>(StringComparer.Ordinal);
        _journal = Journal.Open(
            directory,
            OpenFile,
            replay: change => tenants.GetOrAdd(change.Tenant, NewTenant).Replay(change),
            describe: () => tenants.Values.SelectMany(tenant => tenant.Data.Describe(tenant.Name)));
        _tenants = tenants;
        foreach (var tenant in tenants.Values)
        {
            tenant.FillQueue();
        }

        // Each opening has a range of tokens, so a token never repeats although no claim writes one.
        _lastFencingToken = _journal.Openings << 32;
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(tenant, data => data.FindImages(ids), cancellationToken);

    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        var images = await ReadAsync(tenant, data => data.Images, cancellationToken).ConfigureAwait(false);
        await scan.RunAsync(images.Count, images.Values, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) =>
        ReadAsync(tenant, data => data.FindOperation(operationId), cancellationToken);

    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) =>
        ReadAsync(tenant, data => data.ListOperations(query), cancellationToken);

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) =>
        ChangeAsync(() => FindOrAdd(operations[0].Operation.Tenant).Enqueue(operations, limits), cancellationToken);

    public ValueTask<CancelResult> CancelAsync(string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(() => Find(tenant)?.Cancel(operationId, now) ?? CancelResult.NotFound, cancellationToken);

    public ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(() => Find(tenant)?.Claim(NewLease(tenant, leaseOptions), limits, now), cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (request is CommitRequest.Claimed { Lease: var claimed })
        {
            return await CommitAsync(Under(claimed), claimed, request, cancellationToken).ConfigureAwait(false);
        }

        var inline = (CommitRequest.Inline)request;
        if (!inline.IsWithinLimits())
        {
            return new CommitResult.Refused();
        }

        var (tenant, lease) = (FindOrAdd(inline.Tenant), NewLease(inline.Tenant, inline.LeaseOptions));
        if (!tenant.Queue.TryLease(lease))
        {
            return new CommitResult.Busy();
        }

        try
        {
            return await CommitAsync(tenant, lease, request, cancellationToken).ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            return new CommitResult.Busy();
        }
        finally
        {
            tenant.Queue.Release(lease);
        }
    }

    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        Under(lease).Queue.Renew(lease);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) =>
        ChangeAsync(() => Find(lease.Tenant)?.Release(lease, failedOperation) ?? false, cancellationToken);

    public async ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        var backlogs = _tenants.Values.Select(tenant => new TenantBacklog(tenant.Name, tenant.Queue.CountWaiting()));
        return [.. backlogs.Where(backlog => backlog.Operations > 0)];
    }

    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) => ChangeAsync(
        () =>
        {
            FindOrAdd("").UpdateClockState(policy);
            return _tenants.Values.Aggregate(0, (removed, tenant) => removed + tenant.RemoveExpired(policy, policy.MaxCount - removed));
        },
        cancellationToken);

    public async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) =>
        await ChangeAsync(() => _journal!.Probe(writtenBytes), cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the journal, once the change that is being made is complete.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writeLock.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        _journal?.Dispose();
        _writeLock.Release();
    }

    // The decision runs without the lock, because it may take long. If the images have changed meanwhile, it runs again.
    private async ValueTask<CommitResult> CommitAsync(Tenant tenant, Lease lease, CommitRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            tenant.Queue.RequireAlive(lease);
            var data = tenant.Data;
            var plan = request.Plan(id => data.Images.GetValueOrDefault(id));
            var result = await ChangeAsync(() => tenant.TryCommit(request, lease, data, plan), cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                return result;
            }
        }
    }

    private async ValueTask<T> ReadAsync<T>(string tenant, Func<TenantData, T> read, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return read(Find(tenant)?.Data ?? TenantData.Empty);
    }

    private async ValueTask<T> ChangeAsync<T>(Func<T> change, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        await _writeLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return change();
        }
        finally
        {
            _writeLock.Release();
        }
    }

    // Always completed. A member awaits it, so that its exceptions are reported through the member's task.
    private ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled(cancellationToken)
            : _journal is null ? throw new InvalidOperationException("The store is not open: call OpenAsync first.")
            : ValueTask.CompletedTask;
    }

    private Tenant? Find(string tenant) => _tenants.GetValueOrDefault(tenant);

    private Tenant FindOrAdd(string tenant) => _tenants.GetOrAdd(tenant, NewTenant);

    private Tenant NewTenant(string name) => new(name, timeProvider, change => _journal!.Append(change));

    private Tenant Under(Lease lease) => Find(lease.Tenant) ?? throw new LeaseLostException(lease);

    private Lease NewLease(string tenant, LeaseOptions options) => new(tenant, options, Interlocked.Increment(ref _lastFencingToken));
}
