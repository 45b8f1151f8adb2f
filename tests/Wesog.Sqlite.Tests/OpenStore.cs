using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests;

/// <summary>An open store in its own directory, with helper methods for tests.</summary>
public sealed class OpenStore : IAsyncDisposable
{
    public static readonly QueueLimits Unlimited = new(int.MaxValue, long.MaxValue);
    public static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);
    public static readonly LeaseOptions LeaseOptions = new("engine-1", TimeSpan.FromSeconds(30));

    private readonly TemporaryDirectory _directory = new();

    private OpenStore() => Store = new(_directory.Database, Clock);

    public ManualTimeProvider Clock { get; } = new();

    public SqliteImageStore Store { get; }

    public string Path => _directory.Database;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <param name="maxPages">The maximum number of pages of the file; 0 for no limit.</param>
    public static async Task<OpenStore> NewAsync(int maxPages = 0)
    {
        var store = new OpenStore();
        store.Store.Session.Database.MaxPages = maxPages;
        await store.Store.OpenAsync(default);
        return store;
    }

    public async Task<Operation> AcceptAsync(NewOperation operation) =>
        Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await Store.EnqueueAsync([operation], Unlimited, default))).Operation;

    public Task<WorkItem> ClaimAsync() => ClaimAsync(SampleOperations.Tenant);

    public async Task<WorkItem> ClaimAsync(string tenant) => (await Store.ClaimAsync(tenant, LeaseOptions, Everything, Now, default))!;

    public async Task CommitAsync(WorkItem workItem, params ImageWrite[] writes) =>
        await Store.CommitAsync(new CommitRequest.Claimed(workItem.Lease, [], workItem.Success(Now, writes)), default);

    /// <summary>Executes one operation with the given writes.</summary>
    public Task WriteAsync(params ImageWrite[] writes) => WriteAsync(SampleOperations.Tenant, writes);

    /// <summary>Executes one operation of a tenant with the given writes.</summary>
    public async Task WriteAsync(string tenant, ImageWrite[] writes)
    {
        await AcceptAsync(SampleOperations.Replace([.. writes.Select(write => write.Id)]).For(tenant));
        var workItem = await ClaimAsync(tenant);
        await CommitAsync(workItem, writes);
        await Store.ReleaseAsync(workItem.Lease, null, default);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Dispose();
    }
}
