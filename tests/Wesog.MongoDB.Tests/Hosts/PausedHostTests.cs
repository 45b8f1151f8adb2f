using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// A host is paused: its clock stops, so it does not renew its registration and seems to be dead. Then it resumes.
/// </summary>
public sealed class PausedHostTests : DatabaseTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);

    private readonly ManualTimeProvider _clockOfPaused = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resume = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_host_that_resumes_within_a_transaction_has_lost_it_and_its_lease()
    {
        await using var paused = await OpenPausedAsync();
        await paused.EnqueueAsync(SampleOperations.Add("x"), Unbounded, default);
        var lost = await ClaimAsync(paused, Lifetime);
        var late = Task.Run(() => CommitAsync(paused, lost, "late", HoldHere));
        await _reached.Task;
        await using var next = await Database.OpenAsync(hostLifetime: Lifetime);

        var workItem = await ClaimAsync(next, TimeSpan.FromSeconds(30));
        await CommitAsync(next, workItem, "next");
        _resume.SetResult();

        await Assert.ThrowsAsync<LeaseLostException>(() => late);
        var image = Assert.Single(await next.FindImagesAsync(SampleOperations.Tenant, ["x"], default));
        Assert.Equal(("next", 1), (image.ToImage().Title, image.Revision));
        Assert.Equal(OperationState.Succeeded, (await next.GetOperationAsync(SampleOperations.Tenant, 1, default))?.State);
    }

    [Fact]
    public async Task A_host_that_resumes_within_a_submission_repeats_it_with_one_effect()
    {
        var commits = 0;
        await using var paused = await OpenPausedAsync(settings => settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(command =>
        {
            if (command.CommandName == "commitTransaction" && Interlocked.Increment(ref commits) == 1)
            {
                HoldHere();
            }
        }));
        var late = Task.Run(() => paused.EnqueueAsync(SampleOperations.Add("late"), Unbounded, default).AsTask());
        await _reached.Task;
        await using var next = await Database.OpenAsync(hostLifetime: Lifetime);

        var first = Assert.IsType<EnqueueResult.Accepted>(
            await Eventually.AnswerAsync(() => next.EnqueueAsync(SampleOperations.Add("next"), Unbounded, default).AsTask()));
        _resume.SetResult();

        Assert.Equal(1, first.Operation.Id);
        Assert.Equal(2, Assert.IsType<EnqueueResult.Accepted>(await late).Operation.Id);
        Assert.Equal(2, (await next.ListOperationsAsync(SampleOperations.Tenant, new(), default)).Count);

        // The host registers itself again.
        Assert.Empty(await RegistrationsAsync(paused));
        await Eventually.IsTrueAsync(
            async () =>
            {
                _clockOfPaused.Advance(Lifetime);
                return (await RegistrationsAsync(paused)).Count == 1;
            },
            "the host is registered again");
    }

    [Fact]
    public async Task A_host_whose_lease_is_alive_is_not_ended_although_its_registration_has_expired()
    {
        await using var paused = await OpenPausedAsync();
        await paused.EnqueueAsync(SampleOperations.Add("x"), Unbounded, default);
        var workItem = await ClaimAsync(paused, TimeSpan.FromSeconds(30));
        var commit = Task.Run(() => CommitAsync(paused, workItem, "alive", HoldHere));
        await _reached.Task;
        await using var other = await Database.OpenAsync(hostLifetime: Lifetime);
        await other.EnqueueAsync(SampleOperations.Add("y").For("other"), Unbounded, default);

        await AssertExpiredAsync(paused);
        await AssertRenewsAsync(other);
        _resume.SetResult();

        await commit;
        Assert.Equal(OperationState.Succeeded, (await other.GetOperationAsync(SampleOperations.Tenant, 1, default))?.State);
        Assert.Single(await RegistrationsAsync(paused));
    }

    private Task<MongoImageStore> OpenPausedAsync(Action<MongoClientSettings>? configure = null) =>
        Database.OpenAsync(name: $"paused-{Guid.NewGuid():N}", configure: configure, clock: _clockOfPaused, hostLifetime: Lifetime);

    private void HoldHere()
    {
        _reached.SetResult();
        _resume.Task.Wait();
    }

    private static async Task<WorkItem> ClaimAsync(MongoImageStore store, TimeSpan duration)
    {
        WorkItem? workItem = null;
        await Eventually.IsTrueAsync(
            async () => (workItem = await store.ClaimAsync(SampleOperations.Tenant, new(store.Session.Host.Id, duration), Everything, SampleOperations.Created, default)) is not null,
            "the work item can be claimed");
        return workItem!;
    }

    private static Task<IReadOnlyList<Operation>> CommitAsync(MongoImageStore store, WorkItem workItem, string title, Action? whilePlanned = null) => store.CommitAsync(
        workItem.Lease,
        ["x"],
        find =>
        {
            whilePlanned?.Invoke();
            return workItem.Success(SampleOperations.Created, SamplePlans.Puts(SampleImages.Image("x", title, (find("x")?.Revision ?? 0) + 1)))(find);
        },
        default).AsTask();

    private async Task<List<BsonDocument>> RegistrationsAsync(MongoImageStore store, BsonDocument? filter = null) =>
        await Database.Collection("hosts").Find(new BsonDocument("_id", store.Session.Host.Id).Merge(filter ?? [])).ToListAsync();

    private Task AssertExpiredAsync(MongoImageStore store) => Eventually.IsTrueAsync(
        async () => (await RegistrationsAsync(store, BsonDocument.Parse("{ $expr: { $lt: ['$until', '$$NOW'] } }"))).Count == 1,
        "the registration has expired");

    // A host checks the registrations of other hosts each time that it renews its own.
    private async Task AssertRenewsAsync(MongoImageStore store)
    {
        for (var times = 0; times < 3; times++)
        {
            var before = (await RegistrationsAsync(store))[0]["until"];
            await Eventually.IsTrueAsync(async () => (await RegistrationsAsync(store))[0]["until"] != before, "the host renews its registration");
        }
    }
}
