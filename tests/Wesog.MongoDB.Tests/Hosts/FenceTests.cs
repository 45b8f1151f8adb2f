using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Two hosts claim one work item: a host that was paused past the end of its lease commits nothing.</summary>
public sealed class FenceTests : DatabaseTests
{
    private static readonly LeaseOptions LeaseOfA = new("a", TimeSpan.FromSeconds(30));
    private static readonly LeaseOptions LeaseOfB = new("b", TimeSpan.FromSeconds(30));
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);

    private readonly ManualTimeProvider _clock = new();
    private readonly string _nameOfA = $"fence-{Guid.NewGuid():N}";
    private MongoImageStore? _a;
    private MongoImageStore? _b;

    private MongoImageStore A => _a!;

    private MongoImageStore B => _b!;

    private DateTimeOffset Now => _clock.GetUtcNow();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _a = await Database.OpenAsync(_clock, _nameOfA);
        _b = await Database.OpenAsync(_clock, $"fence-{Guid.NewGuid():N}");
        await A.EnqueueAsync(SampleOperations.Add("x"), Unbounded, default);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_a is not null)
        {
            await _a.DisposeAsync();
        }

        if (_b is not null)
        {
            await _b.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_host_paused_before_its_transaction_commits_nothing_after_a_takeover()
    {
        var late = await ClaimAsync(A, LeaseOfA);
        _clock.Advance(LeaseOfA.Duration);
        var successor = await ClaimAsync(B, LeaseOfB);

        await AssertLostAsync(() => CommitAsync(A, late, "late"));
        await CommitAsync(B, successor, "successor");
        await AssertLostAsync(() => CommitAsync(A, late, "late"));

        await AssertResultAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_host_paused_before_its_transaction_commits_nothing_after_the_next_lease_was_released()
    {
        var late = await ClaimAsync(A, LeaseOfA);
        _clock.Advance(LeaseOfA.Duration);
        var successor = await ClaimAsync(B, LeaseOfB);
        await CommitAsync(B, successor, "successor");
        Assert.False(await B.ReleaseAsync(successor.Lease, default));

        await AssertLostAsync(() => CommitAsync(A, late, "late"));

        await AssertResultAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_host_paused_within_its_transaction_commits_nothing_after_its_lease_expired()
    {
        var late = await ClaimAsync(A, LeaseOfA);
        await AssertLostAsync(() => CommitAsync(A, late, "late", () => _clock.Advance(LeaseOfA.Duration)));

        var successor = await ClaimAsync(B, LeaseOfB);
        await CommitAsync(B, successor, "successor");

        await AssertResultAsync("successor", commits: 1);
    }

    [Fact]
    public async Task No_host_takes_over_while_a_transaction_under_the_lease_may_still_commit()
    {
        var late = await ClaimAsync(A, LeaseOfA);
        WorkItem? tooEarly = null;

        await AssertLostAsync(() => CommitAsync(A, late, "late", () =>
        {
            _clock.Advance(LeaseOfA.Duration);
            tooEarly = TryClaimAsync(B, LeaseOfB).GetAwaiter().GetResult();
        }));

        Assert.Null(tooEarly);
        await CommitAsync(B, await ClaimAsync(B, LeaseOfB), "successor");
        await AssertResultAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_transaction_within_the_lease_commits_and_no_host_takes_over_what_it_finished()
    {
        var workItem = await ClaimAsync(A, LeaseOfA);
        WorkItem? tooEarly = null;

        await CommitAsync(A, workItem, "first", () =>
        {
            _clock.Advance(LeaseOfA.Duration - TimeSpan.FromMilliseconds(1));
            tooEarly = TryClaimAsync(B, LeaseOfB).GetAwaiter().GetResult();
        });

        _clock.Advance(LeaseOfA.Duration);
        Assert.Null(tooEarly);
        Assert.Null(await TryClaimAsync(B, LeaseOfB));
        await AssertResultAsync("first", commits: 1);
    }

    [Fact]
    public async Task A_host_takes_over_from_a_killed_one_once_the_server_has_ended_its_transaction()
    {
        var abandoned = await ClaimAsync(A, LeaseOfA);
        WorkItem? successor = null;

        // The server handles the transaction of a dead host like an aborted one, only later.
        var failure = await Record.ExceptionAsync(() => CommitAsync(A, abandoned, "late", () =>
        {
            _clock.Advance(LeaseOfA.Duration);
            Assert.Null(TryClaimAsync(B, LeaseOfB).GetAwaiter().GetResult());
            OpenTransactions.Kill(_nameOfA);
            successor = TryClaimAsync(B, LeaseOfB).GetAwaiter().GetResult();
        }));

        Assert.IsType<LeaseLostException>(failure);
        Assert.NotNull(successor);
        await CommitAsync(B, successor, "successor");
        await AssertResultAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_resumed_host_claims_again_and_its_successor_commits_nothing()
    {
        var first = await ClaimAsync(A, LeaseOfA);
        _clock.Advance(LeaseOfA.Duration);
        var second = await ClaimAsync(B, LeaseOfB);
        _clock.Advance(LeaseOfB.Duration);
        var third = await ClaimAsync(A, LeaseOfA);

        await AssertLostAsync(() => CommitAsync(B, second, "second"));
        await AssertLostAsync(() => CommitAsync(A, first, "first"));
        await CommitAsync(A, third, "third");

        Assert.True(first.Lease.FencingToken < second.Lease.FencingToken && second.Lease.FencingToken < third.Lease.FencingToken);
        await AssertResultAsync("third", commits: 1);
    }

    [Fact]
    public async Task By_the_servers_clock_a_lease_expires()
    {
        await using var a = await Database.OpenAsync();
        await using var b = await Database.OpenAsync();
        var leaseOptions = new LeaseOptions("a", TimeSpan.FromMilliseconds(300));
        var late = await ClaimAsync(a, leaseOptions);
        WorkItem? successor = null;

        await Eventually.IsTrueAsync(async () => (successor = await TryClaimAsync(b, LeaseOfB)) is not null, "the work item can be claimed");
        await AssertLostAsync(async () => await a.RenewAsync(late.Lease, default));
        await AssertLostAsync(() => CommitAsync(a, late, "late"));
        await CommitAsync(b, successor!, "successor");

        await AssertResultAsync("successor", commits: 1);
    }

    [Fact]
    public async Task By_the_servers_clock_renewals_keep_a_lease_alive_beyond_its_duration()
    {
        await using var a = await Database.OpenAsync();
        await using var b = await Database.OpenAsync();
        var workItem = await ClaimAsync(a, new("a", TimeSpan.FromSeconds(3)));
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();

        await CommitAsync(a, workItem, "first", () =>
        {
            // Like heartbeats, outside the transaction: they neither block it nor abort it.
            while (System.Diagnostics.Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(4))
            {
                a.RenewAsync(workItem.Lease, default).AsTask().GetAwaiter().GetResult();
                Assert.Null(TryClaimAsync(b, LeaseOfB).GetAwaiter().GetResult());
            }
        });

        await AssertResultAsync("first", commits: 1);
    }

    private async Task<WorkItem> ClaimAsync(MongoImageStore store, LeaseOptions leaseOptions) =>
        await TryClaimAsync(store, leaseOptions) ?? throw new InvalidOperationException("The work item cannot be claimed.");

    private Task<WorkItem?> TryClaimAsync(MongoImageStore store, LeaseOptions leaseOptions) =>
        store.ClaimAsync(SampleOperations.Tenant, leaseOptions, Everything, Now, default).AsTask();

    private Task<IReadOnlyList<Operation>> CommitAsync(MongoImageStore store, WorkItem workItem, string title, Action? whilePlanned = null) => store.CommitAsync(
        workItem.Lease,
        ["x"],
        find =>
        {
            whilePlanned?.Invoke();
            return workItem.Success(Now, SamplePlans.Puts(SampleImages.Image("x", title, (find("x")?.Revision ?? 0) + 1)))(find);
        },
        default).AsTask();

    private static async Task AssertLostAsync(Func<Task> call) => await Assert.ThrowsAsync<LeaseLostException>(call);

    private async Task AssertResultAsync(string title, int commits)
    {
        var image = Assert.Single(await B.FindImagesAsync(SampleOperations.Tenant, ["x"], default));
        Assert.Equal((title, commits), (image.ToImage().Title, image.Revision));
        Assert.Equal(OperationState.Succeeded, (await B.GetOperationAsync(SampleOperations.Tenant, 1, default))?.State);
        var executed = await Database.Collection("turns").Find(new BsonDocument("_id", SampleOperations.Tenant)).SingleAsync();
        Assert.Equal((1, commits), (executed["finished"].ToInt32(), executed["images"].ToInt32()));
    }
}
