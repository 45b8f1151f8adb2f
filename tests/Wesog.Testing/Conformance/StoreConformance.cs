using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>
/// The base class of the conformance tests: a new store, a manual clock, and common steps. An adapter inherits every test
/// class with one line: <c>public sealed class MyImageReads : ImageReadsConformance&lt;MyHarness&gt;;</c>
/// </summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
public abstract class StoreConformance<THarness> : IAsyncLifetime
    where THarness : IStoreHarness, new()
{
    private IImageStore? _store;

    /// <summary>The default tenant of submitted operations.</summary>
    protected const string Tenant = SampleOperations.Tenant;

    /// <summary>Queue limits that no test reaches.</summary>
    protected static QueueLimits Unlimited { get; } = new(int.MaxValue, long.MaxValue);

    /// <summary>Commit limits that allow all pending operations.</summary>
    protected static CommitLimits AllOperations { get; } = new(int.MaxValue, int.MaxValue, long.MaxValue);

    /// <summary>Commit limits that allow one operation.</summary>
    protected static CommitLimits OneOperation { get; } = new(1, int.MaxValue, long.MaxValue);

    /// <summary>Lease options with a duration of 30 seconds.</summary>
    protected static LeaseOptions LeaseOptions { get; } = new("engine-1", TimeSpan.FromSeconds(30));

    /// <summary>Creates the store, and reopens a durable one.</summary>
    protected THarness Harness { get; } = new();

    /// <summary>The store's clock.</summary>
    protected ManualTimeProvider Clock { get; } = new();

    /// <summary>The opened store.</summary>
    protected IImageStore Store => _store ?? throw new InvalidOperationException("The store has not been opened.");

    /// <summary>The current time of the clock.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await UseAsync(Harness.CreateStoreAsync(Clock));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A harness without a server skips the test before the store is created.
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a store and sets <see cref="Store"/>.</summary>
    protected async Task UseAsync(ValueTask<IImageStore> store)
    {
        _store = await store;
        await _store.OpenAsync(default);
    }

    /// <summary>Submits an operation and requires that it is accepted.</summary>
    protected async Task<Operation> AcceptAsync(NewOperation operation) =>
        Assert.IsType<EnqueueResult.Accepted>(await Store.EnqueueAsync(operation, Unlimited, default)).Operation;

    /// <summary>Claims a work item under <see cref="LeaseOptions"/> and requires that there is one.</summary>
    protected async Task<WorkItem> ClaimAsync(string tenant = Tenant, CommitLimits? limits = null)
    {
        var workItem = await Store.ClaimAsync(tenant, LeaseOptions, limits ?? AllOperations, Now, default);
        Assert.NotNull(workItem);
        return workItem;
    }

    /// <summary>Claims all pending operations under <see cref="LeaseOptions"/>, or returns null.</summary>
    protected async Task<WorkItem?> TryClaimAsync(string tenant = Tenant) => await Store.ClaimAsync(tenant, LeaseOptions, AllOperations, Now, default);

    /// <summary>Runs a transaction under a lease.</summary>
    protected async Task CommitAsync(Lease lease, CommitDecision decide, params string[] ids) =>
        await Store.CommitAsync(lease, ids, decide, default);

    /// <summary>Finishes all operations of a work item successfully with the given writes, and releases the lease.</summary>
    protected async Task FinishAsync(WorkItem workItem, params ImageWrite[] writes)
    {
        await CommitAsync(workItem.Lease, workItem.Success(Now, writes), [.. writes.Select(write => write.Id)]);
        await Store.ReleaseAsync(workItem.Lease, default);
    }

    /// <summary>Writes images by an operation of the tenant.</summary>
    protected async Task<Operation> WriteAsync(string tenant, params ImageWrite[] writes)
    {
        var operation = await AcceptAsync(SampleOperations.Replace([.. writes.Select(write => write.Id)]).For(tenant));
        await FinishAsync(await ClaimAsync(tenant), writes);
        return operation;
    }

    /// <summary>Writes images by an operation.</summary>
    protected Task<Operation> WriteAsync(params ImageWrite[] writes) => WriteAsync(Tenant, writes);

    /// <summary>Reads one image.</summary>
    protected async Task<StoredImage?> ReadAsync(string id, string tenant = Tenant) =>
        (await Store.FindImagesAsync(tenant, [id], default)).SingleOrDefault();

    /// <summary>Reads an operation and requires that it exists.</summary>
    protected async Task<Operation> GetAsync(long number, string tenant = Tenant)
    {
        var operation = await Store.GetOperationAsync(tenant, number, default);
        Assert.NotNull(operation);
        return operation;
    }
}
