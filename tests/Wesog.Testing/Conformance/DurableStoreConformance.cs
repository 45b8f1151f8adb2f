using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>What a durable store has promised outlives it. Only adapters of durable stores inherit this part.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class DurableStoreConformance<THarness> : StoreConformance<THarness>
    where THarness : IDurableStoreHarness, new()
{
    /// <summary>Images and finished operations are there again.</summary>
    [Fact]
    public async Task What_was_committed_is_there_again()
    {
        var image = SampleImages.Image("a", "t", revision: 4);
        await WriteAsync(Outcomes.Puts(image, SampleImages.Image("b")));
        var operation = await GetAsync(1);

        await ReopenAsync();

        Same.Image(image, await ReadAsync("a"));
        Assert.Equal(2, (await Store.ListImagesAsync(Tenant, 0, 10, default)).Count);
        Same.Operation(operation, await GetAsync(1));
    }

    /// <summary>Pending operations wait in the same order, with their items, and numbers go on.</summary>
    [Fact]
    public async Task Pending_operations_wait_as_before()
    {
        var draft = Drafts.Add("a", "b");
        await AcceptAsync(draft);
        await AcceptAsync(Drafts.Add("c"));
        await AcceptAsync(Drafts.Add("d").Urgent());
        await AcceptAsync(Drafts.Add("e").For("other"));
        await Store.CancelAsync(Tenant, 2, Now, default);

        await ReopenAsync();

        var backlogs = await Store.ListBacklogsAsync(default);
        Assert.Equal([new TenantBacklog(Tenant, 2), new("other", 1)], backlogs.OrderBy(backlog => backlog.Tenant, StringComparer.Ordinal));
        Assert.Equal(4, (await AcceptAsync(Drafts.Add("f"))).Id);
        var turn = await ClaimAsync();
        Assert.Equal([3, 1, 4], turn.Operations.Select(claimed => claimed.Operation.Id));
        Same.Work(draft.Work, turn.Operations[1].Work);
    }

    /// <summary>One that was running runs again, its attempts counted, under a higher fence.</summary>
    [Fact]
    public async Task A_running_operation_runs_again()
    {
        await AcceptAsync(Drafts.Add("a"));
        var before = await ClaimAsync();
        await Store.RecordFailureAsync(before.Lease, 1, default);

        await ReopenAsync();
        Clock.Advance(Terms.Duration);

        Assert.Equal([new TenantBacklog(Tenant, 1)], await Store.ListBacklogsAsync(default));
        var turn = await ClaimAsync();
        Assert.True(turn.Lease.FencingToken > before.Lease.FencingToken, $"Fence {turn.Lease.FencingToken} after {before.Lease.FencingToken}.");
        Assert.Equal(1, Assert.Single(turn.Operations).Attempts);
        await Assert.ThrowsAsync<LeaseLostException>(() => TransactAsync(before.Lease, before.Success(Now)));
        await FinishAsync(turn, Outcomes.Puts(SampleImages.Image("a")));
    }

    /// <summary>Keys stay bound, and the queue's bounds count what was there.</summary>
    [Fact]
    public async Task Keys_and_bounds_hold()
    {
        await AcceptAsync(Drafts.Add("a").WithKey("k", "first"));

        await ReopenAsync();

        var duplicate = Assert.IsType<EnqueueResult.Duplicate>(await Store.EnqueueAsync(Drafts.Add("a").WithKey("k"), Unbounded, default));
        Assert.Equal(Drafts.Add("a").WithKey("k", "first").Key!.Fingerprint.ToArray(), duplicate.Fingerprint.ToArray());
        Assert.IsType<EnqueueResult.Full>(await Store.EnqueueAsync(Drafts.Add("b"), new(1, long.MaxValue), default));
    }

    /// <summary>Numbers and fences do not begin anew though all operations have gone.</summary>
    [Fact]
    public async Task Numbers_never_repeat()
    {
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();
        await FinishAsync(turn);
        await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default);

        await ReopenAsync();

        Assert.Equal(2, (await AcceptAsync(Drafts.Add("a"))).Id);
        Assert.True((await ClaimAsync()).Lease.FencingToken > turn.Lease.FencingToken);
    }

    private async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await UseAsync(Harness.ReopenStoreAsync(Clock));
    }
}
