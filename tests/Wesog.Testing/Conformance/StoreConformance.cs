using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>
/// What the parts of the suite share: a new store, a clock that stands still, and the steps most tests take. An adapter
/// inherits every part with one line each: <c>public sealed class MyImageReads : ImageReadsConformance&lt;MyHarness&gt;;</c>
/// </summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class StoreConformance<THarness> : IAsyncLifetime
    where THarness : IStoreHarness, new()
{
    private IImageStore? _store;

    /// <summary>Whose operations tests submit, unless they say otherwise.</summary>
    protected const string Tenant = Drafts.Tenant;

    /// <summary>A queue that never is full.</summary>
    protected static QueueLimits Unbounded { get; } = new(int.MaxValue, long.MaxValue);

    /// <summary>A turn that takes all there is.</summary>
    protected static CommitLimits Everything { get; } = new(int.MaxValue, int.MaxValue, long.MaxValue);

    /// <summary>A turn that takes one operation.</summary>
    protected static CommitLimits OneOperation { get; } = new(1, int.MaxValue, long.MaxValue);

    /// <summary>A lease of 30 seconds.</summary>
    protected static LeaseOptions Terms { get; } = new("engine-1", TimeSpan.FromSeconds(30));

    /// <summary>Makes the store, and makes it anew where it is durable.</summary>
    protected THarness Harness { get; } = new();

    /// <summary>The store's clock.</summary>
    protected ManualTimeProvider Clock { get; } = new();

    /// <summary>The store, opened.</summary>
    protected IImageStore Store => _store ?? throw new InvalidOperationException("The store has not been opened.");

    /// <summary>Now, by the clock.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await UseAsync(Harness.CreateStoreAsync(Clock));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A harness without its server skips the test before there is a store.
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a store and takes it for <see cref="Store"/>.</summary>
    protected async Task UseAsync(ValueTask<IImageStore> store)
    {
        _store = await store;
        await _store.OpenAsync(default);
    }

    /// <summary>Submits an operation that must be accepted.</summary>
    protected async Task<Operation> AcceptAsync(NewOperation draft) =>
        Assert.IsType<EnqueueResult.Accepted>(await Store.EnqueueAsync(draft, Unbounded, default)).Operation;

    /// <summary>Claims a turn that must be there, for <see cref="Terms"/>.</summary>
    protected async Task<WorkItem> ClaimAsync(string tenant = Tenant, CommitLimits? bounds = null)
    {
        var turn = await Store.ClaimAsync(tenant, Terms, bounds ?? Everything, Now, default);
        Assert.NotNull(turn);
        return turn;
    }

    /// <summary>The turn, if any: for <see cref="Terms"/>, of all there is.</summary>
    protected async Task<WorkItem?> TryClaimAsync(string tenant = Tenant) => await Store.ClaimAsync(tenant, Terms, Everything, Now, default);

    /// <summary>Carries out a transaction of a turn.</summary>
    protected async Task TransactAsync(Lease lease, CommitDecision plan, params string[] ids) =>
        await Store.TransactAsync(lease, ids, plan, default);

    /// <summary>Lets all operations of a turn succeed with the given writes, and releases it.</summary>
    protected async Task FinishAsync(WorkItem turn, params ImageWrite[] writes)
    {
        await TransactAsync(turn.Lease, turn.Success(Now, writes), [.. writes.Select(write => write.Id)]);
        await Store.ReleaseAsync(turn.Lease, default);
    }

    /// <summary>Brings images into the store by an operation of their tenant.</summary>
    protected async Task<Operation> WriteAsync(string tenant, params ImageWrite[] writes)
    {
        var operation = await AcceptAsync(Drafts.Replace([.. writes.Select(write => write.Id)]).For(tenant));
        await FinishAsync(await ClaimAsync(tenant), writes);
        return operation;
    }

    /// <summary>Brings images into the store by an operation.</summary>
    protected Task<Operation> WriteAsync(params ImageWrite[] writes) => WriteAsync(Tenant, writes);

    /// <summary>The image of an id as readers see it.</summary>
    protected async Task<StoredImage?> ReadAsync(string id, string tenant = Tenant) =>
        (await Store.FindImagesAsync(tenant, [id], default)).SingleOrDefault();

    /// <summary>An operation as readers see it, which must be there.</summary>
    protected async Task<Operation> GetAsync(long number, string tenant = Tenant)
    {
        var operation = await Store.GetOperationAsync(tenant, number, default);
        Assert.NotNull(operation);
        return operation;
    }
}
