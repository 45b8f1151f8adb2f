using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Outages;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Execution;

public sealed class CommitTests : DatabaseTests
{
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    private static readonly LeaseOptions LeaseOptions = new("a", TimeSpan.FromSeconds(30));

    // The store treats these exceptions as outages or conflicts if the driver throws them.
    public static TheoryData<Exception> Failures =>
    [
        new TimeoutException("The decision failed."),
        new MongoException("The decision failed."),
        Labelled(new MongoException("The decision failed."), "TransientTransactionError"),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task An_exception_of_the_decision_is_no_outage_and_no_conflict(Exception failure)
    {
        await using var store = await Database.OpenAsync();
        await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        var workItem = await ClaimAsync(store);
        var (calls, inline) = (0, SampleOperations.Add("b").For("other"));

        var ofClaimed = await Record.ExceptionAsync(async () => await store.CommitAsync(new CommitRequest.Claimed(workItem.Lease, ["a"], Throw), default));
        var ofInline = await Record.ExceptionAsync(
            async () => await store.CommitAsync(new CommitRequest.Inline([inline], Unbounded, LeaseOptions, ["b"], Throw), default));

        Assert.Same(failure, ofClaimed);
        Assert.Same(failure, ofInline);
        Assert.Equal(2, calls);
        Assert.Empty(await store.ListOperationsAsync("other", new(), default));
        await store.CommitAsync(workItem.Lease, [], workItem.Success(SampleOperations.Created), default);

        CommitPlan Throw(Func<string, Images.StoredImage?> find)
        {
            calls++;
            throw failure;
        }
    }

    [Fact]
    public async Task The_first_operation_of_a_tenant_is_executed_inline()
    {
        await using var store = await Database.OpenAsync();
        var operation = SampleOperations.Add("a");
        var request = new CommitRequest.Inline(
            [operation], Unbounded, LeaseOptions, ["a"], _ => new([], [operation.Operation.Start(SampleOperations.Created).Succeeded(SampleOperations.Created)]));

        var committed = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(request, default));

        Assert.Equal(1, Assert.Single(committed.Finished).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_size_of_an_operation_of_an_earlier_version_is_subtracted_as_it_was_counted(bool isCanceled)
    {
        await using var store = await Database.OpenAsync();
        await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        var increment = new BsonDocument("$inc", new BsonDocument("bytes", 1_000L));
        await Database.Collection("operations").UpdateOneAsync(new BsonDocument(), increment);
        await Database.Collection("tenants").UpdateOneAsync(new BsonDocument(), new BsonDocument("$inc", new BsonDocument("accepted_bytes", 1_000L)));

        if (isCanceled)
        {
            await store.CancelAsync(SampleOperations.Tenant, 1, SampleOperations.Created, default);
        }
        else
        {
            var workItem = await ClaimAsync(store);
            await store.CommitAsync(workItem.Lease, [], workItem.Success(SampleOperations.Created), default);
        }

        var next = SampleOperations.Add("b");
        var limits = new QueueLimits(1, PayloadCodec.Measure(next.Payload));
        Assert.IsType<EnqueueResult.Accepted>(await store.EnqueueAsync(next, limits, default));
    }

    [Fact]
    public async Task A_failed_attempt_is_counted_once_if_the_answer_of_the_server_is_lost()
    {
        await using var proxy = new CuttingProxy { ClosesWithCut = true };
        await using var store = await Database.OpenAsync(connectionString: proxy.ConnectionString);
        await store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        var workItem = await ClaimAsync(store);
        proxy.CutCommits(CutMode.AfterCommit, times: 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReleaseAsync(workItem.Lease, 1, default));
        proxy.Open();

        Assert.True(await Eventually.AnswerAsync(() => store.ReleaseAsync(workItem.Lease, 1, default).AsTask()));

        Assert.Equal(1, Assert.Single((await ClaimAsync(store)).Operations).Attempts);
    }

    private static async Task<WorkItem> ClaimAsync(MongoImageStore store) =>
        (await store.ClaimAsync(SampleOperations.Tenant, LeaseOptions, new(10, 1_000, 1 << 20), SampleOperations.Created, default))!;

    private static MongoException Labelled(MongoException failure, string label)
    {
        failure.AddErrorLabel(label);
        return failure;
    }
}
