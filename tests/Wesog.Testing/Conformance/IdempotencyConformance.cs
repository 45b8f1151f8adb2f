using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>An idempotency key is bound once, for as long as its operation is kept.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class IdempotencyConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>The second submission is told of the first, whatever it holds itself, and nothing of it is kept.</summary>
    [Fact]
    public async Task A_bound_key_gives_its_operation()
    {
        var draft = Drafts.Add("a").WithKey("k", "first");
        var accepted = await AcceptAsync(draft);

        var duplicate = await DuplicateAsync(Drafts.Delete("b").WithKey("k", "second"));

        Same.Operation(accepted, duplicate.Operation);
        Assert.Equal(draft.Key!.Fingerprint.ToArray(), duplicate.Fingerprint.ToArray());
        Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default));
    }

    /// <summary>The operation is given as it is now: pending, running, finished.</summary>
    [Fact]
    public async Task The_operation_is_given_as_it_is_now()
    {
        var draft = Drafts.Add("a").WithKey("k");
        await AcceptAsync(draft);
        var turn = await ClaimAsync();
        Same.Operation(turn.Operations[0].Operation, (await DuplicateAsync(draft)).Operation);

        var final = turn.Operations[0].Operation.Failed(Now);
        await TransactAsync(turn.Lease, _ => new([], [final]));

        Same.Operation(final, (await DuplicateAsync(draft)).Operation);
    }

    /// <summary>A cancelled operation keeps its key.</summary>
    [Fact]
    public async Task A_canceled_operation_keeps_its_key()
    {
        await AcceptAsync(Drafts.Add("a").WithKey("k"));
        await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(OperationState.Canceled, (await DuplicateAsync(Drafts.Add("a").WithKey("k"))).Operation.State);
    }

    /// <summary>Keys are compared exactly, and each tenant has its own.</summary>
    [Fact]
    public async Task Other_keys_and_other_tenants_do_not_matter()
    {
        await AcceptAsync(Drafts.Add("a").WithKey("k"));

        Assert.Equal(2, (await AcceptAsync(Drafts.Add("a").WithKey("K"))).Id);
        Assert.Equal(3, (await AcceptAsync(Drafts.Add("a").WithKey("k "))).Id);
        Assert.Equal(4, (await AcceptAsync(Drafts.Add("a").WithKey(new('k', 255)))).Id);
        Assert.Equal(1, (await AcceptAsync(Drafts.Add("a").WithKey("k").For("other"))).Id);
        Assert.Equal(5, (await AcceptAsync(Drafts.Add("a"))).Id);
        Assert.Equal(6, (await AcceptAsync(Drafts.Add("a"))).Id);
    }

    /// <summary>Whoever submitted before the queue was full learns of it, not that the queue is full.</summary>
    [Fact]
    public async Task A_bound_key_comes_before_a_full_queue()
    {
        await AcceptAsync(Drafts.Add("a").WithKey("k"));

        Assert.IsType<EnqueueResult.Duplicate>(await Store.EnqueueAsync(Drafts.Add("a").WithKey("k"), new(1, 0), default));
    }

    /// <summary>A refused submission binds nothing.</summary>
    [Fact]
    public async Task A_full_queue_binds_no_key()
    {
        await AcceptAsync(Drafts.Add("a"));
        Assert.IsType<EnqueueResult.Full>(await Store.EnqueueAsync(Drafts.Add("b").WithKey("k"), new(1, long.MaxValue), default));

        Assert.Equal(2, (await AcceptAsync(Drafts.Add("c").WithKey("k"))).Id);
    }

    /// <summary>When an operation is removed its key is free, and only then.</summary>
    [Fact]
    public async Task A_key_goes_with_its_operation()
    {
        await AcceptAsync(Drafts.Add("a").WithKey("k"));
        await AcceptAsync(Drafts.Add("b").WithKey("l"));
        await FinishAsync(await ClaimAsync());
        Assert.Equal(1, await Store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, 1, 100), default));

        Assert.Equal(3, (await AcceptAsync(Drafts.Add("a").WithKey("k"))).Id);
        Assert.Equal(2, (await DuplicateAsync(Drafts.Add("b").WithKey("l"))).Operation.Id);
    }

    private async Task<EnqueueResult.Duplicate> DuplicateAsync(NewOperation draft) =>
        Assert.IsType<EnqueueResult.Duplicate>(await Store.EnqueueAsync(draft, Unbounded, default));
}
