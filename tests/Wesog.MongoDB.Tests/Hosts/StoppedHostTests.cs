using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Outages;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>A host that stops leaves nothing on the server that blocks other hosts.</summary>
public sealed class StoppedHostTests : DatabaseTests
{
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);

    [Fact]
    public async Task A_store_that_is_closed_within_a_transaction_ends_it_and_its_registration()
    {
        var stopped = await Database.OpenAsync(name: $"stopped-{Guid.NewGuid():N}");
        await stopped.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        var workItem = await ClaimAsync(stopped, "a");
        var (reached, resume) = (new TaskCompletionSource(), new TaskCompletionSource());
        var open = Task.Run(async () => await stopped.CommitAsync(
            workItem!.Lease,
            [],
            _ =>
            {
                reached.TrySetResult();
                resume.Task.Wait();
                return workItem.Success(SampleOperations.Created)(_ => null);
            },
            default));
        await reached.Task;

        await stopped.DisposeAsync();

        // This update would block while the transaction is open.
        var turns = Database.Collection("turns");
        await turns.UpdateOneAsync(new BsonDocument("_id", SampleOperations.Tenant), new BsonDocument("$set", new BsonDocument("probe", 1)))
            .WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, await Database.Collection("hosts").CountDocumentsAsync(new BsonDocument("_id", stopped.Session.Host.Id)));
        resume.SetResult();
        Assert.NotNull(await Record.ExceptionAsync(() => open));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_leaves_no_lease_when_the_store_is_closed()
    {
        await using var proxy = new CuttingProxy { ClosesWithCut = true };
        await using var store = await Database.OpenAsync(connectionString: proxy.ConnectionString);
        await using var other = await Database.OpenAsync();
        await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        proxy.CutCommits(CutMode.AfterCommit, times: 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ClaimAsync(store, "a"));
        proxy.Open();
        await Eventually.AnswerAsync(() => store.GetOperationAsync(SampleOperations.Tenant, 1, default).AsTask());
        Assert.Null(await ClaimAsync(other, "b"));

        await store.DisposeAsync();

        Assert.NotNull(await ClaimAsync(other, "b"));
    }

    [Fact]
    public async Task Stores_in_one_process_share_no_session_that_one_of_them_ends()
    {
        await using var first = await Database.OpenAsync();
        await first.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        await using var second = await Database.OpenAsync();

        // A shared pool would reuse the session that the first store has returned.
        await second.EnqueueAsync(SampleOperations.Add("b"), Unbounded, default);

        Assert.NotEmpty(first.Session.Host.Sessions);
        Assert.NotEmpty(second.Session.Host.Sessions);
        Assert.Empty(first.Session.Host.Sessions.Intersect(second.Session.Host.Sessions));
    }

    private static Task<WorkItem?> ClaimAsync(MongoImageStore store, string owner) =>
        store.ClaimAsync(SampleOperations.Tenant, new(owner, TimeSpan.FromSeconds(30)), Everything, SampleOperations.Created, default).AsTask();
}
