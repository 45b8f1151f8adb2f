using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// The store accepts operations with the tenant's next number.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Each tenant has its own numbers, which reveal nothing about other tenants.</summary>
    [Fact]
    public async Task Each_tenant_has_its_own_numbers()
    {
        Assert.Equal(1, (await AcceptAsync(SampleOperations.Add("a").For("one"))).Id);
        Assert.Equal(2, (await AcceptAsync(SampleOperations.Add("a").For("one").Urgent())).Id);
        Assert.Equal(1, (await AcceptAsync(SampleOperations.Add("a").For("two"))).Id);
        Assert.Equal(3, (await AcceptAsync(SampleOperations.Add("a").For("one"))).Id);
        Assert.Equal(2, (await AcceptAsync(SampleOperations.Add("a").For("two"))).Id);
    }

    /// <summary>An accepted operation equals the submitted one with its number, and is visible immediately.</summary>
    [Fact]
    public async Task An_accepted_operation_is_visible()
    {
        var newOperation = SampleOperations.Add("a", "b").Urgent();

        var accepted = await AcceptAsync(newOperation);

        Same.Operation(newOperation.Operation with { Id = 1 }, accepted);
        Same.Operation(accepted, await GetAsync(1));
    }

    /// <summary>A number is never reused, even if all operations were removed.</summary>
    [Fact]
    public async Task Numbers_are_never_reused()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        await WriteAsync(SamplePlans.Deletes("a"));
        Assert.Equal(2, await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default));

        Assert.Equal(3, (await AcceptAsync(SampleOperations.Add("a"))).Id);
    }

    /// <summary>The operation limit includes running operations. Finished operations free capacity.</summary>
    [Fact]
    public async Task The_queue_limits_the_number_of_unfinished_operations()
    {
        var limits = new QueueLimits(2, long.MaxValue);
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        await EnqueueAsync<EnqueueResult.Accepted>(SampleOperations.Add("b"), limits);

        await EnqueueAsync<EnqueueResult.Full>(SampleOperations.Add("c"), limits);
        Assert.Equal(2, (await Store.ListOperationsAsync(Tenant, new(), default)).Count);
        await EnqueueAsync<EnqueueResult.Accepted>(SampleOperations.Add("c").For("other"), limits);

        await FinishAsync(workItem);
        await EnqueueAsync<EnqueueResult.Accepted>(SampleOperations.Add("c"), limits);
        await EnqueueAsync<EnqueueResult.Full>(SampleOperations.Add("d"), limits);

        var pending = await Store.ListOperationsAsync(Tenant, new() { States = [OperationState.Pending] }, default);
        await Store.CancelAsync(Tenant, pending[0].Id, Now, default);
        await EnqueueAsync<EnqueueResult.Accepted>(SampleOperations.Add("d"), limits);
    }

    /// <summary>The byte limit counts the stored size of the items: at least their JSON, with little overhead.</summary>
    [Fact]
    public async Task The_queue_limits_the_bytes_of_unfinished_operations()
    {
        var limits = new QueueLimits(int.MaxValue, 250_000);
        var newOperation = SampleOperations.AddLarge(items: 10, bytesEach: 10_000);
        await AcceptAsync(newOperation);
        var workItem = await ClaimAsync();
        await EnqueueAsync<EnqueueResult.Accepted>(newOperation, limits);

        await EnqueueAsync<EnqueueResult.Full>(newOperation, limits);
        await EnqueueAsync<EnqueueResult.Accepted>(newOperation.For("other"), limits);

        await FinishAsync(workItem);
        await EnqueueAsync<EnqueueResult.Accepted>(newOperation, limits);
        await EnqueueAsync<EnqueueResult.Full>(newOperation, limits);

        await Store.CancelAsync(Tenant, 2, Now, default);
        await EnqueueAsync<EnqueueResult.Accepted>(newOperation, limits);
    }

    /// <summary>The limits include the operation itself, even if the queue is empty.</summary>
    [Fact]
    public async Task An_operation_larger_than_a_limit_is_rejected()
    {
        var newOperation = SampleOperations.AddLarge(items: 1, bytesEach: 10_000);

        await EnqueueAsync<EnqueueResult.Full>(newOperation, new(10, 9_000));
        await EnqueueAsync<EnqueueResult.Full>(newOperation, new(0, long.MaxValue));
        Assert.Empty(await Store.ListOperationsAsync(Tenant, new(), default));
        await AssertNothingToClaimAsync();
    }

    /// <summary>The operations of one call are decided in order, each under the totals that the earlier ones leave.</summary>
    [Fact]
    public async Task Operations_of_one_call_are_decided_in_order()
    {
        var first = await AcceptAsync(SampleOperations.Add("a").WithKey("old"));

        var results = await Store.EnqueueAsync(
            [
                SampleOperations.Add("b").WithKey("k", "first"),
                SampleOperations.Add("c").WithKey("old"),
                SampleOperations.Add("d").WithKey("k", "second"),
                SampleOperations.Add("e").Urgent(),
                SampleOperations.Add("f"),
                SampleOperations.Add("g").WithKey("k"),
            ],
            new(3, long.MaxValue),
            default);

        var accepted = Assert.IsType<EnqueueResult.Accepted>(results[0]).Operation;
        Assert.Equal(2, accepted.Id);
        Same.Operation(first, Assert.IsType<EnqueueResult.Duplicate>(results[1]).Operation);
        var repeated = Assert.IsType<EnqueueResult.Duplicate>(results[2]);
        Same.Operation(accepted, repeated.Operation);
        Assert.Equal(SampleOperations.Add("b").WithKey("k", "first").Key!.Fingerprint.ToArray(), repeated.Fingerprint.ToArray());
        Assert.Equal(3, Assert.IsType<EnqueueResult.Accepted>(results[3]).Operation.Id);
        Assert.IsType<EnqueueResult.Full>(results[4]);
        Assert.IsType<EnqueueResult.Duplicate>(results[5]);
        Assert.Equal([3L, 1L, 2L], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>Operations of several tenants in one call are an error, and nothing is accepted.</summary>
    [Fact]
    public async Task Operations_of_several_tenants_in_one_call_are_an_error()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.EnqueueAsync(
            [SampleOperations.Add("a"), SampleOperations.Add("b").For("other")], Unlimited, default));

        Assert.Empty(await Store.ListOperationsAsync(Tenant, new(), default));
        Assert.Empty(await Store.ListOperationsAsync("other", new(), default));
        Assert.Equal(1, (await AcceptAsync(SampleOperations.Add("a"))).Id);
    }
}
