using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Two hosts and one turn: whoever stood still for too long commits nothing over the other.</summary>
public sealed class FenceTests : DatabaseTests
{
    private static readonly LeaseOptions TermsA = new("a", TimeSpan.FromSeconds(30));
    private static readonly LeaseOptions TermsB = new("b", TimeSpan.FromSeconds(30));
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
    public async Task A_host_that_stood_still_before_its_transaction_commits_nothing_over_its_successor()
    {
        var late = await ClaimAsync(A, TermsA);
        _clock.Advance(TermsA.Duration);
        var successor = await ClaimAsync(B, TermsB);

        await AssertLostAsync(() => CommitAsync(A, late, "late"));
        await CommitAsync(B, successor, "successor");
        await AssertLostAsync(() => CommitAsync(A, late, "late"));

        await AssertLeftAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_host_that_stood_still_before_its_transaction_commits_nothing_over_a_successor_that_has_gone()
    {
        var late = await ClaimAsync(A, TermsA);
        _clock.Advance(TermsA.Duration);
        var successor = await ClaimAsync(B, TermsB);
        await CommitAsync(B, successor, "successor");
        Assert.False(await B.ReleaseAsync(successor.Lease, default));

        await AssertLostAsync(() => CommitAsync(A, late, "late"));

        await AssertLeftAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_host_that_stood_still_within_its_transaction_commits_nothing_once_its_lease_has_run_out()
    {
        var late = await ClaimAsync(A, TermsA);
        await AssertLostAsync(() => CommitAsync(A, late, "late", () => _clock.Advance(TermsA.Duration)));

        var successor = await ClaimAsync(B, TermsB);
        await CommitAsync(B, successor, "successor");

        await AssertLeftAsync("successor", commits: 1);
    }

    [Fact]
    public async Task No_one_takes_a_turn_over_while_a_transaction_of_it_may_still_commit()
    {
        var late = await ClaimAsync(A, TermsA);
        WorkItem? tooEarly = null;

        await AssertLostAsync(() => CommitAsync(A, late, "late", () =>
        {
            _clock.Advance(TermsA.Duration);
            tooEarly = TryClaimAsync(B, TermsB).GetAwaiter().GetResult();
        }));

        Assert.Null(tooEarly);
        await CommitAsync(B, await ClaimAsync(B, TermsB), "successor");
        await AssertLeftAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_transaction_that_was_not_held_up_for_long_commits_and_no_one_takes_over_what_it_finished()
    {
        var turn = await ClaimAsync(A, TermsA);
        WorkItem? tooEarly = null;

        await CommitAsync(A, turn, "first", () =>
        {
            _clock.Advance(TermsA.Duration - TimeSpan.FromMilliseconds(1));
            tooEarly = TryClaimAsync(B, TermsB).GetAwaiter().GetResult();
        });

        _clock.Advance(TermsA.Duration);
        Assert.Null(tooEarly);
        Assert.Null(await TryClaimAsync(B, TermsB));
        await AssertLeftAsync("first", commits: 1);
    }

    [Fact]
    public async Task A_host_that_died_within_its_transaction_is_followed_once_the_server_has_ended_that()
    {
        var left = await ClaimAsync(A, TermsA);
        WorkItem? successor = null;

        // To the server an aborted transaction and one of a host that is gone are the same, but for the time that it takes.
        var ended = await Record.ExceptionAsync(() => CommitAsync(A, left, "late", () =>
        {
            _clock.Advance(TermsA.Duration);
            Assert.Null(TryClaimAsync(B, TermsB).GetAwaiter().GetResult());
            OpenTransactions.Kill(_nameOfA);
            successor = TryClaimAsync(B, TermsB).GetAwaiter().GetResult();
        }));

        Assert.IsType<LeaseLostException>(ended);
        Assert.NotNull(successor);
        await CommitAsync(B, successor, "successor");
        await AssertLeftAsync("successor", commits: 1);
    }

    [Fact]
    public async Task A_host_that_woke_up_takes_the_turn_again_and_keeps_out_the_one_that_followed_it()
    {
        var first = await ClaimAsync(A, TermsA);
        _clock.Advance(TermsA.Duration);
        var second = await ClaimAsync(B, TermsB);
        _clock.Advance(TermsB.Duration);
        var third = await ClaimAsync(A, TermsA);

        await AssertLostAsync(() => CommitAsync(B, second, "second"));
        await AssertLostAsync(() => CommitAsync(A, first, "first"));
        await CommitAsync(A, third, "third");

        Assert.True(first.Lease.FencingToken < second.Lease.FencingToken && second.Lease.FencingToken < third.Lease.FencingToken);
        await AssertLeftAsync("third", commits: 1);
    }

    [Fact]
    public async Task By_the_servers_own_time_a_lease_runs_out_too()
    {
        await using var a = await Database.OpenAsync();
        await using var b = await Database.OpenAsync();
        var terms = new LeaseOptions("a", TimeSpan.FromMilliseconds(300));
        var late = await ClaimAsync(a, terms);
        WorkItem? successor = null;

        await Eventually.IsTrueAsync(async () => (successor = await TryClaimAsync(b, TermsB)) is not null, "the turn is free");
        await AssertLostAsync(async () => await a.RenewAsync(late.Lease, default));
        await AssertLostAsync(() => CommitAsync(a, late, "late"));
        await CommitAsync(b, successor!, "successor");

        await AssertLeftAsync("successor", commits: 1);
    }

    [Fact]
    public async Task By_the_servers_own_time_a_heartbeat_keeps_a_lease_alive_for_longer_than_it_lives()
    {
        await using var a = await Database.OpenAsync();
        await using var b = await Database.OpenAsync();
        var turn = await ClaimAsync(a, new("a", TimeSpan.FromSeconds(3)));
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();

        await CommitAsync(a, turn, "first", () =>
        {
            // As heartbeats do, beside the transaction: it neither waits for them nor breaks by them.
            while (System.Diagnostics.Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(4))
            {
                a.RenewAsync(turn.Lease, default).AsTask().GetAwaiter().GetResult();
                Assert.Null(TryClaimAsync(b, TermsB).GetAwaiter().GetResult());
            }
        });

        await AssertLeftAsync("first", commits: 1);
    }

    private async Task<WorkItem> ClaimAsync(MongoImageStore store, LeaseOptions terms) =>
        await TryClaimAsync(store, terms) ?? throw new InvalidOperationException("The turn is not to be had.");

    private Task<WorkItem?> TryClaimAsync(MongoImageStore store, LeaseOptions terms) =>
        store.ClaimAsync(SampleOperations.Tenant, terms, Everything, Now, default).AsTask();

    private Task CommitAsync(MongoImageStore store, WorkItem turn, string title, Action? whilePlanned = null) => store.TransactAsync(
        turn.Lease,
        ["x"],
        find =>
        {
            whilePlanned?.Invoke();
            return turn.Success(Now, SamplePlans.Puts(SampleImages.Image("x", title, (find("x")?.Revision ?? 0) + 1)))(find);
        },
        default).AsTask();

    private static async Task AssertLostAsync(Func<Task> call) => await Assert.ThrowsAsync<LeaseLostException>(call);

    private async Task AssertLeftAsync(string title, int commits)
    {
        var image = Assert.Single(await B.FindImagesAsync(SampleOperations.Tenant, ["x"], default));
        Assert.Equal((title, commits), (image.ToImage().Title, image.Revision));
        Assert.Equal(OperationState.Succeeded, (await B.GetOperationAsync(SampleOperations.Tenant, 1, default))?.State);
        var turn = await Database.Collection("turns").Find(new BsonDocument("_id", SampleOperations.Tenant)).SingleAsync();
        Assert.Equal((1, commits), (turn["finished"].ToInt32(), turn["images"].ToInt32()));
    }
}
