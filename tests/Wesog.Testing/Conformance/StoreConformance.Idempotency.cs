using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// An idempotency key stays bound to its first operation until that operation is removed.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>A second submission returns the first operation, whatever it contains, and stores nothing.</summary>
    [Fact]
    public async Task A_bound_key_returns_its_operation()
    {
        var newOperation = SampleOperations.Add("a").WithKey("k", "first");
        var accepted = await AcceptAsync(newOperation);

        var duplicate = await DuplicateAsync(SampleOperations.Delete("b").WithKey("k", "second"));

        Same.Operation(accepted, duplicate.Operation);
        Assert.Equal(newOperation.Key!.Fingerprint.ToArray(), duplicate.Fingerprint.ToArray());
        Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default));
    }

    /// <summary>A repeated submission returns the operation in its current state.</summary>
    [Fact]
    public async Task A_repeated_submission_returns_the_current_state()
    {
        var newOperation = SampleOperations.Add("a").WithKey("k");
        await AcceptAsync(newOperation);
        var workItem = await ClaimAsync();
        Same.Operation(workItem.Operations[0].Operation, (await DuplicateAsync(newOperation)).Operation);

        var final = workItem.Operations[0].Operation.Failed(Now);
        await CommitAsync(workItem.Lease, _ => new([], [final]));

        Same.Operation(final, (await DuplicateAsync(newOperation)).Operation);
    }

    /// <summary>A cancelled operation keeps its key.</summary>
    [Fact]
    public async Task A_canceled_operation_keeps_its_key()
    {
        await AcceptAsync(SampleOperations.Add("a").WithKey("k"));
        await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(OperationState.Canceled, (await DuplicateAsync(SampleOperations.Add("a").WithKey("k"))).Operation.State);
    }

    /// <summary>Keys are compared exactly, and each tenant has its own keys.</summary>
    [Fact]
    public async Task Keys_are_exact_and_scoped_to_a_tenant()
    {
        await AcceptAsync(SampleOperations.Add("a").WithKey("k"));

        Assert.Equal(2, (await AcceptAsync(SampleOperations.Add("a").WithKey("K"))).Id);
        Assert.Equal(3, (await AcceptAsync(SampleOperations.Add("a").WithKey("k "))).Id);
        Assert.Equal(4, (await AcceptAsync(SampleOperations.Add("a").WithKey(new('k', 255)))).Id);
        Assert.Equal(1, (await AcceptAsync(SampleOperations.Add("a").WithKey("k").For("other"))).Id);
        Assert.Equal(5, (await AcceptAsync(SampleOperations.Add("a"))).Id);
        Assert.Equal(6, (await AcceptAsync(SampleOperations.Add("a"))).Id);
    }

    /// <summary>A repeated submission returns the first operation even if the queue is full.</summary>
    [Fact]
    public async Task A_bound_key_takes_precedence_over_a_full_queue()
    {
        await AcceptAsync(SampleOperations.Add("a").WithKey("k"));

        await EnqueueAsync<EnqueueResult.Duplicate>(SampleOperations.Add("a").WithKey("k"), new(1, 0));
    }

    /// <summary>A rejected submission does not bind its key.</summary>
    [Fact]
    public async Task A_rejected_submission_does_not_bind_its_key()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await EnqueueAsync<EnqueueResult.Full>(SampleOperations.Add("b").WithKey("k"), new(1, long.MaxValue));

        Assert.Equal(2, (await AcceptAsync(SampleOperations.Add("c").WithKey("k"))).Id);
    }

    /// <summary>Removing an operation frees its key. Nothing else does.</summary>
    [Fact]
    public async Task Removing_an_operation_frees_its_key()
    {
        await AcceptAsync(SampleOperations.Add("a").WithKey("k"));
        await AcceptAsync(SampleOperations.Add("b").WithKey("l"));
        await FinishAsync(await ClaimAsync());
        Assert.Equal(1, await Store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, 1, 100), default));

        Assert.Equal(3, (await AcceptAsync(SampleOperations.Add("a").WithKey("k"))).Id);
        Assert.Equal(2, (await DuplicateAsync(SampleOperations.Add("b").WithKey("l"))).Operation.Id);
    }

    private async Task<EnqueueResult.Duplicate> DuplicateAsync(NewOperation operation) =>
        await EnqueueAsync<EnqueueResult.Duplicate>(operation, Unlimited);
}
