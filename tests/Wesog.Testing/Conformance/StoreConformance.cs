using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>
/// The conformance suite: every test that a store must pass. A store inherits all of them with one line:
/// <c>public sealed class MyStoreConformance : StoreConformance&lt;MyStoreHarness&gt;;</c>. The parts of the suite are in the other files of this class. A
/// durable store inherits <see cref="DurableStoreConformance{THarness}"/>.
/// </summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
public abstract partial class StoreConformance<THarness> : IAsyncLifetime
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

    /// <summary>
    /// The tests that the store leaves out, each with its reason. They are skipped, and the runner prints the reason. Default: none.
    /// </summary>
    protected virtual IReadOnlyList<OmittedTest> Omitted => [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Omitted.FirstOrDefault(omitted => omitted.Test == TestContext.Current.TestMethod?.MethodName) is { } omission)
        {
            Assert.Skip($"The store omits this test: {omission.Reason}");
        }

        await UseAsync(Harness.CreateStoreAsync(Clock));
    }

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
        (await EnqueueAsync<EnqueueResult.Accepted>(operation, Unlimited)).Operation;

    /// <summary>Submits an operation and requires a kind of result.</summary>
    protected async Task<TResult> EnqueueAsync<TResult>(NewOperation operation, QueueLimits limits)
        where TResult : EnqueueResult
    {
        var result = await Store.EnqueueAsync(operation, limits, default);
        Assert.True(result is TResult, $"EnqueueAsync returned {result.GetType().Name}; the test expects {typeof(TResult).Name}. Limits: {limits}.");
        return (TResult)result;
    }

    /// <summary>Claims a work item under <see cref="LeaseOptions"/> and requires that there is one.</summary>
    protected async Task<WorkItem> ClaimAsync(string tenant = Tenant, CommitLimits? limits = null)
    {
        var workItem = await Store.ClaimAsync(tenant, LeaseOptions, limits ?? AllOperations, Now, default);
        Assert.True(workItem is not null, $"ClaimAsync returned null, but operations of the tenant \"{tenant}\" wait and no lease is alive.");
        return workItem;
    }

    /// <summary>Claims all pending operations under <see cref="LeaseOptions"/>, or returns null.</summary>
    protected async Task<WorkItem?> TryClaimAsync(string tenant = Tenant) => await Store.ClaimAsync(tenant, LeaseOptions, AllOperations, Now, default);

    /// <summary>Requires that a claim of the default tenant returns null.</summary>
    protected async Task AssertNothingToClaimAsync()
    {
        var workItem = await TryClaimAsync();
        Assert.True(
            workItem is null,
            $"ClaimAsync returned operations {string.Join(", ", workItem?.Operations.Select(claimed => claimed.Operation.Id) ?? [])}; the test expects null.");
    }

    /// <summary>Releases a lease, and requires that the store reports whether operations of the tenant wait.</summary>
    protected async Task ReleaseAsync(Lease lease, bool operationsWait, long? failedOperation = null)
    {
        var reported = await Store.ReleaseAsync(lease, failedOperation, default);
        Assert.True(
            reported == operationsWait,
            $"ReleaseAsync of a lease of \"{lease.Tenant}\" returned {reported}; {(operationsWait ? "operations wait" : "no operation waits, or the lease is over")}.");
    }

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

    /// <summary>Requires that an image exists.</summary>
    protected async Task AssertPresentAsync(string id, string tenant = Tenant) =>
        Assert.True(await ReadAsync(id, tenant) is not null, $"The image \"{id}\" of \"{tenant}\" is missing.");

    /// <summary>Requires that an image does not exist.</summary>
    protected async Task AssertAbsentAsync(string id, string tenant = Tenant) =>
        Assert.True(await ReadAsync(id, tenant) is null, $"The image \"{id}\" of \"{tenant}\" exists, but it must not.");

    /// <summary>Reads an operation and requires that it exists.</summary>
    protected async Task<Operation> GetAsync(long number, string tenant = Tenant)
    {
        var operation = await Store.GetOperationAsync(tenant, number, default);
        Assert.True(operation is not null, $"Operation {number} of \"{tenant}\" is missing.");
        return operation;
    }
}
