using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests;

/// <summary>An opened store in a directory of its own, and the steps that tests take with it.</summary>
public sealed class OpenStore : IAsyncDisposable
{
    public static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    public static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);
    public static readonly LeaseOptions Terms = new("engine-1", TimeSpan.FromSeconds(30));

    private readonly TemporaryDirectory _directory = new();

    private OpenStore() => Store = new(_directory.Database, Clock);

    public ManualTimeProvider Clock { get; } = new();

    public SqliteImageStore Store { get; }

    public string Path => _directory.Database;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <param name="maxPages">Most pages of the file; 0 for no bound.</param>
    public static async Task<OpenStore> NewAsync(int maxPages = 0)
    {
        var store = new OpenStore();
        store.Store.Session.Database.MaxPages = maxPages;
        await store.Store.OpenAsync(default);
        return store;
    }

    public async Task<Operation> AcceptAsync(NewOperation draft) =>
        Assert.IsType<EnqueueResult.Accepted>(await Store.EnqueueAsync(draft, Unbounded, default)).Operation;

    public async Task<WorkItem> ClaimAsync() => (await Store.ClaimAsync(SampleOperations.Tenant, Terms, Everything, Now, default))!;

    /// <summary>Carries out one operation with the given writes.</summary>
    public async Task WriteAsync(params ImageWrite[] writes)
    {
        await AcceptAsync(SampleOperations.Replace([.. writes.Select(write => write.Id)]));
        var turn = await ClaimAsync();
        await Store.TransactAsync(turn.Lease, [.. writes.Select(write => write.Id)], turn.Success(Now, writes), default);
        await Store.ReleaseAsync(turn.Lease, default);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Dispose();
    }
}
