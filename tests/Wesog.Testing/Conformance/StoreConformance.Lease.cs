using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// At most one live lease exists per tenant.
public abstract partial class StoreConformance<THarness>
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>A lease contains its tenant and options.</summary>
    [Fact]
    public async Task A_lease_has_the_requested_options()
    {
        await AcceptAsync(SampleOperations.Add("a"));

        var lease = (await ClaimAsync()).Lease;

        Assert.Equal((Tenant, LeaseOptions), (lease.Tenant, lease.Options));
    }

    /// <summary>No engine, including the holder's, can claim while the lease is alive, even if operations are pending.</summary>
    [Fact]
    public async Task A_live_lease_blocks_other_claims()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        await ClaimAsync(limits: OneOperation);

        Clock.Advance(LeaseOptions.Duration - Millisecond);

        await AssertNothingToClaimAsync();
        Assert.Null(await Store.ClaimAsync(Tenant, new("engine-2", LeaseOptions.Duration), AllOperations, Now, default));
    }

    /// <summary>A lease without remaining operations stays held until it is released.</summary>
    [Fact]
    public async Task A_lease_stays_held_after_its_operations_finish()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        await CommitAsync(workItem.Lease, workItem.Success(Now));
        await AcceptAsync(SampleOperations.Add("b"));

        await AssertNothingToClaimAsync();
        await ReleaseAsync(workItem.Lease, operationsWait: true);
        Assert.NotNull(await TryClaimAsync());
    }

    /// <summary>Each claim gets a higher fencing token, after a release as after an expiry.</summary>
    [Fact]
    public async Task Each_claim_gets_a_higher_fencing_token()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var fencingTokens = new List<long>();
        for (var round = 0; round < 6; round++)
        {
            var lease = (await ClaimAsync()).Lease;
            fencingTokens.Add(lease.FencingToken);
            if (round % 2 == 0)
            {
                await Store.ReleaseAsync(lease, default);
            }
            else
            {
                Clock.Advance(LeaseOptions.Duration);
            }
        }

        Assert.Equal(fencingTokens.Distinct().Order(), fencingTokens);
    }

    /// <summary>After the lease expires, the next claim takes over its running operations in queue order.</summary>
    [Fact]
    public async Task Operations_of_an_expired_lease_are_claimed_in_queue_order()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        await AcceptAsync(SampleOperations.Add("c"));
        await ClaimAsync(limits: new(2, int.MaxValue, long.MaxValue));
        await AcceptAsync(SampleOperations.Add("d").Urgent());
        Clock.Advance(LeaseOptions.Duration);

        var workItem = await ClaimAsync();

        Assert.Equal([4, 1, 2, 3], workItem.Operations.Select(claimed => claimed.Operation.Id));
        Assert.All(workItem.Operations, claimed => Assert.Equal((OperationState.Running, Now), (claimed.Operation.State, claimed.Operation.StartedAt)));
        Same.Operation(workItem.Operations[1].Operation, await GetAsync(1));
    }

    /// <summary>Operations that a takeover does not claim become pending again.</summary>
    [Fact]
    public async Task Operations_that_a_takeover_does_not_claim_are_pending()
    {
        var first = await AcceptAsync(SampleOperations.Add("a"));
        var second = await AcceptAsync(SampleOperations.Add("b"));
        await ClaimAsync();
        Clock.Advance(LeaseOptions.Duration);

        var workItem = await ClaimAsync(limits: OneOperation);

        Assert.Equal(first.Id, Assert.Single(workItem.Operations).Operation.Id);
        Same.Operation(second, await GetAsync(second.Id));
        await FinishAsync(workItem);
        Assert.Equal(second.Id, Assert.Single((await ClaimAsync()).Operations).Operation.Id);
    }

    /// <summary>Operations of an expired lease stay running until a takeover, and cannot be cancelled.</summary>
    [Fact]
    public async Task Operations_of_an_expired_lease_are_not_canceled()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await ClaimAsync();
        Clock.Advance(LeaseOptions.Duration);

        Assert.Equal(OperationState.Running, (await Store.CancelAsync(Tenant, 1, Now, default)).Operation?.State);
    }

    /// <summary>Renewing a lease extends it by its duration from now.</summary>
    [Fact]
    public async Task Renewing_extends_a_lease()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        for (var round = 0; round < 3; round++)
        {
            Clock.Advance(LeaseOptions.Duration - Millisecond);
            await Store.RenewAsync(workItem.Lease, default);
        }

        Clock.Advance(LeaseOptions.Duration - Millisecond);
        await AssertNothingToClaimAsync();
        await CommitAsync(workItem.Lease, workItem.Success(Now));
        Clock.Advance(Millisecond);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.RenewAsync(workItem.Lease, default));
    }

    /// <summary>An expired lease is lost even before another claim. Renewal does not restore it.</summary>
    [Fact]
    public async Task An_expired_lease_is_lost()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var lease = (await ClaimAsync()).Lease;
        Clock.Advance(LeaseOptions.Duration);

        await AssertLostAsync(lease);
        await ReleaseAsync(lease, operationsWait: true);
        await AssertLostAsync(lease);
    }

    /// <summary>A lease that was taken over is lost, and releasing it does not affect the new lease.</summary>
    [Fact]
    public async Task A_lease_that_was_taken_over_is_lost()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var old = (await ClaimAsync()).Lease;
        Clock.Advance(LeaseOptions.Duration);
        var workItem = await ClaimAsync();

        await AssertLostAsync(old);
        await ReleaseAsync(old, operationsWait: false);

        Assert.Equal(OperationState.Running, (await GetAsync(1)).State);
        await FinishAsync(workItem);
    }

    /// <summary>A released lease is lost, and releasing it again does nothing.</summary>
    [Fact]
    public async Task A_released_lease_is_lost()
    {
        var accepted = await AcceptAsync(SampleOperations.Add("a"));
        var lease = (await ClaimAsync()).Lease;

        await ReleaseAsync(lease, operationsWait: true);
        Same.Operation(accepted, await GetAsync(1));

        await AssertLostAsync(lease);
        await ReleaseAsync(lease, operationsWait: true);
    }

    /// <summary>A lease of an unknown tenant is lost.</summary>
    [Fact]
    public async Task A_lease_of_an_unknown_tenant_is_lost()
    {
        var lease = new Lease("nobody", LeaseOptions, 1);

        await AssertLostAsync(lease);
        await ReleaseAsync(lease, operationsWait: false);
    }

    /// <summary>
    /// Released operations keep their place in the queue, and the result reports whether operations are pending.
    /// </summary>
    [Fact]
    public async Task Releasing_requeues_unfinished_operations()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync();
        await CommitAsync(workItem.Lease, _ => new([], [workItem.Operations[0].Operation.Succeeded(Now)]));
        await AcceptAsync(SampleOperations.Add("c"));

        await ReleaseAsync(workItem.Lease, operationsWait: true);

        var next = await ClaimAsync();
        Assert.Equal([2, 3], next.Operations.Select(claimed => claimed.Operation.Id));
        await CommitAsync(next.Lease, next.Success(Now));
        await ReleaseAsync(next.Lease, operationsWait: false);
    }

    private async Task AssertLostAsync(Lease lease)
    {
        var lost = await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.RenewAsync(lease, default));
        Assert.Equal(lease, lost.Lease);
        await Assert.ThrowsAsync<LeaseLostException>(
            async () => await Store.CommitAsync(lease, ["x"], _ => throw new InvalidOperationException("The store ran the decision under a lost lease."), default));
    }
}
