using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>The conformance suite for durable stores: <see cref="StoreConformance{THarness}"/>, and its content survives a restart of the store.</summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
public abstract class DurableStoreConformance<THarness> : StoreConformance<THarness>
    where THarness : IDurableStoreHarness, new()
{
    /// <summary>Images and finished operations survive.</summary>
    [Fact]
    public async Task Committed_data_survives_a_restart()
    {
        var image = SampleImages.Image("a", "t", revision: 4);
        await WriteAsync(SamplePlans.Puts(image, SampleImages.Image("b")));
        var operation = await GetAsync(1);

        await ReopenAsync();

        Same.Image(image, await ReadAsync("a"));
        Assert.Equal(2, (await Store.ListImagesAsync(Tenant, 0, 10, default)).Count);
        Same.Operation(operation, await GetAsync(1));
    }

    /// <summary>Pending operations keep their order and items, and numbers continue.</summary>
    [Fact]
    public async Task Pending_operations_survive_a_restart_in_order()
    {
        var newOperation = SampleOperations.Add("a", "b");
        await AcceptAsync(newOperation);
        await AcceptAsync(SampleOperations.Add("c"));
        await AcceptAsync(SampleOperations.Add("d").Urgent());
        await AcceptAsync(SampleOperations.Add("e").For("other"));
        await Store.CancelAsync(Tenant, 2, Now, default);

        await ReopenAsync();

        var backlogs = await Store.ListBacklogsAsync(default);
        Assert.Equal([new TenantBacklog(Tenant, 2), new("other", 1)], backlogs.OrderBy(backlog => backlog.Tenant, StringComparer.Ordinal));
        Assert.Equal(4, (await AcceptAsync(SampleOperations.Add("f"))).Id);
        var workItem = await ClaimAsync();
        Assert.Equal([3, 1, 4], workItem.Operations.Select(claimed => claimed.Operation.Id));
        Same.Payload(newOperation.Payload, workItem.Operations[1].GetPayload());
    }

    /// <summary>A running operation runs again under a higher fencing token, with its attempts counted.</summary>
    [Fact]
    public async Task A_running_operation_runs_again_after_a_restart()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await Store.ReleaseAsync((await ClaimAsync()).Lease, 1, default);
        var before = await ClaimAsync();

        await ReopenAsync();
        Clock.Advance(LeaseOptions.Duration);

        Assert.Equal([new TenantBacklog(Tenant, 1)], await Store.ListBacklogsAsync(default));
        var workItem = await ClaimAsync();
        Assert.True(workItem.Lease.FencingToken > before.Lease.FencingToken, $"Fencing token {workItem.Lease.FencingToken} after {before.Lease.FencingToken}.");
        Assert.Equal(1, Assert.Single(workItem.Operations).Attempts);
        await Assert.ThrowsAsync<LeaseLostException>(() => CommitAsync(before.Lease, before.Success(Now)));
        await FinishAsync(workItem, SamplePlans.Puts(SampleImages.Image("a")));
    }

    /// <summary>Idempotency keys stay bound, and the queue limits count the surviving operations.</summary>
    [Fact]
    public async Task Keys_and_queue_limits_survive_a_restart()
    {
        await AcceptAsync(SampleOperations.Add("a").WithKey("k", "first"));

        await ReopenAsync();

        var duplicate = await EnqueueAsync<EnqueueResult.Duplicate>(SampleOperations.Add("a").WithKey("k"), Unlimited);
        Assert.Equal(SampleOperations.Add("a").WithKey("k", "first").Key!.Fingerprint.ToArray(), duplicate.Fingerprint.ToArray());
        await EnqueueAsync<EnqueueResult.Full>(SampleOperations.Add("b"), new(1, long.MaxValue));
    }

    /// <summary>Numbers and fencing tokens continue even if all operations were removed.</summary>
    [Fact]
    public async Task Numbers_are_not_reused_after_a_restart()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        await FinishAsync(workItem);
        await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default);

        await ReopenAsync();

        Assert.Equal(2, (await AcceptAsync(SampleOperations.Add("a"))).Id);
        var token = (await ClaimAsync()).Lease.FencingToken;
        Assert.True(token > workItem.Lease.FencingToken, $"Fencing token {token} after {workItem.Lease.FencingToken}.");
    }

    /// <summary>The clock state is as durable as everything else.</summary>
    [Fact]
    public async Task The_clock_state_survives_a_restart()
    {
        await Store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, int.MaxValue, 1) { UpdateClockState = _ => new byte[] { 4, 5, 6 } }, default);

        for (var i = 0; i < 2; i++)
        {
            await ReopenAsync();
        }

        byte[] kept = [];
        var policy = new RetentionPolicy(DateTimeOffset.MinValue, int.MaxValue, 1) { UpdateClockState = state => kept = state.ToArray() };
        await Store.RemoveExpiredAsync(policy, default);
        Assert.Equal((byte[])[4, 5, 6], kept);
    }

    private async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await UseAsync(Harness.ReopenStoreAsync(Clock));
    }
}
