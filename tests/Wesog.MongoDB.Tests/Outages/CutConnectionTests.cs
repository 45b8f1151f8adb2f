using Wesog.Engine;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>The connection to the server is cut.</summary>
public sealed class CutConnectionTests(ITestOutputHelper output) : DatabaseTests
{
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);

    [Theory]
    [InlineData("BeforeCommit", 1)]
    [InlineData("BeforeCommit", 4)]
    [InlineData("AfterCommit", 1)]
    [InlineData("AfterCommit", 4)]
    public async Task A_commit_whose_connection_is_cut_is_neither_lost_nor_duplicated(string mode, int times)
    {
        await using var proxy = new CuttingProxy();
        await using var engine = await ImageEngine.StartNewAsync(Database.Store(connectionString: proxy.ConnectionString));
        await using var ledger = await Ledger.OpenAsync(Database);
        var load = new SteadyLoad([engine], "t", tenants: 2, rounds: 8);

        proxy.CutCommits(Enum.Parse<CutMode>(mode), times);
        await load.RunAsync();

        output.WriteLine($"{proxy.Cuts} cuts, {load.Outages} calls were affected");
        Assert.Equal(times, proxy.Cuts);
        await load.AssertLeftAsync(Database, await ledger.ReadAsync());
    }

    [Fact]
    public async Task A_work_item_whose_claim_got_no_response_is_claimed_again_before_its_lease_expires()
    {
        await using var proxy = new CuttingProxy { ClosesWithCut = true };
        await using var store = await Database.OpenAsync(new ManualTimeProvider(), connectionString: proxy.ConnectionString);
        await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        proxy.CutCommits(CutMode.AfterCommit, times: 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ClaimAsync(store, "a"));
        proxy.Open();

        // The store cannot know that it holds the lease; it must find out. Other hosts cannot claim.
        var operation = await Eventually.AnswerAsync(() => store.GetOperationAsync(SampleOperations.Tenant, 1, default).AsTask());
        Assert.Equal(OperationState.Running, operation!.State);
        await using var other = await Database.OpenAsync(new ManualTimeProvider());
        Assert.Null(await ClaimAsync(other, "b"));
        var workItem = await ClaimAsync(store, "a");

        Assert.NotNull(workItem);
        Assert.Null(await ClaimAsync(store, "a"));
        await store.CommitAsync(workItem.Lease, [], workItem.Success(DateTimeOffset.UtcNow), default);
    }

    [Fact]
    public async Task A_claim_without_effect_does_not_affect_the_current_lease()
    {
        var name = $"cut-{Guid.NewGuid():N}";
        await using var proxy = new CuttingProxy { ClosesWithCut = true };
        await using var store = await Database.OpenAsync(new ManualTimeProvider(), name, proxy.ConnectionString);
        await using var other = await Database.OpenAsync(new ManualTimeProvider());
        await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        proxy.CutCommits(CutMode.BeforeCommit, times: 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ClaimAsync(store, "a"));
        Assert.Null(await ClaimAsync(other, "b"));
        OpenTransactions.Kill(name);
        var workItem = await ClaimAsync(other, "b");
        Assert.NotNull(workItem);

        proxy.Open();

        Assert.Null(await Eventually.AnswerAsync(() => ClaimAsync(store, "a")));
        await other.CommitAsync(workItem.Lease, [], workItem.Success(DateTimeOffset.UtcNow), default);
    }

    [Fact]
    public async Task Calls_report_an_outage_while_the_server_is_away_and_work_when_it_returns()
    {
        await using var proxy = new CuttingProxy();
        var store = Database.Store(connectionString: proxy.ConnectionString);
        await using var engine = await ImageEngine.StartNewAsync(new PausedStore(store));
        var id = (await engine.Operations.SubmitAsync("t", Batch("a"))).Operation.Id;
        Assert.True(await engine.IsReadyAsync());

        proxy.Close();

        Assert.False(await engine.IsReadyAsync());
        await AssertUnavailableAsync(store);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", Batch("b")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAndWaitAsync("u", Batch("b")));

        proxy.Open();

        await Eventually.IsTrueAsync(() => engine.IsReadyAsync(), "the engine is ready");
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync("t", id))!.State);
        Assert.Equal(2, (await engine.Operations.SubmitAsync("t", Batch("c"))).Operation.Id);
    }

    [Fact]
    public async Task Waiting_operations_are_executed_when_the_server_returns()
    {
        await using var proxy = new CuttingProxy();
        var paused = new PausedStore(Database.Store(connectionString: proxy.ConnectionString));
        await using var engine = await ImageEngine.StartNewAsync(paused);
        var id = (await engine.Operations.SubmitAsync("t", Batch("a"))).Operation.Id;
        proxy.Close();
        paused.Resume();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.GetAsync("t", id));

        proxy.Open();

        await using var other = await Database.OpenAsync();
        await Eventually.IsTrueAsync(
            async () => await other.GetOperationAsync("t", id, default) is { State: OperationState.Succeeded }, "the operation has succeeded");
    }

    private static Task<WorkItem?> ClaimAsync(MongoImageStore store, string owner) => store
        .ClaimAsync(SampleOperations.Tenant, new(owner, TimeSpan.FromSeconds(30)), new(10, 1_000, 1 << 20), DateTimeOffset.UtcNow, default).AsTask();

    private static async Task AssertUnavailableAsync(MongoImageStore store)
    {
        var leaseOptions = new LeaseOptions("a", TimeSpan.FromSeconds(30));
        var lease = new Lease(SampleOperations.Tenant, leaseOptions, 1);
        var now = DateTimeOffset.UtcNow;
        Func<Task>[] calls =
        [
            async () => await store.ProbeAsync(0, default),
            async () => await store.ProbeAsync(1, default),
            async () => await store.FindImagesAsync("t", ["a"], default),
            async () => await store.FindImagesAsync("t", ["a", "b"], default),
            async () => await store.ListImagesAsync("t", 0, 10, default),
            async () => await store.GetOperationAsync("t", 1, default),
            async () => await store.ListOperationsAsync("t", new(), default),
            async () => await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default),
            async () => await store.CommitAsync(
                new CommitRequest.Inline([SampleOperations.Add("a").For("idle")], Unbounded, leaseOptions, ["a"], _ => throw new InvalidOperationException()), default),
            async () => await store.CancelAsync("t", 1, now, default),
            async () => await store.ClaimAsync("t", leaseOptions, new(1, 1, 1), now, default),
            async () => await store.CommitAsync(lease, ["a"], _ => throw new InvalidOperationException(), default),
            async () => await store.RenewAsync(lease, default),
            async () => await store.ReleaseAsync(lease, 1, default),
            async () => await store.ListBacklogsAsync(default),
            async () => await store.RemoveExpiredAsync(new(now, 1, 1), default),
            async () => await store.WatchAsync(default).GetAsyncEnumerator().MoveNextAsync(),
        ];
        var failures = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(call).AsTask()));
        Assert.All(failures, failure => Assert.IsType<StoreUnavailableException>(failure));
    }

    private static ImageBatch Batch(string id) => new ImageBatch().Add(new Wesog.Images.Image { Id = id, Src = "http://x/" });
}
