using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>Failed attempts are counted with their operation, whoever makes them.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class AttemptsConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Each operation has a count of its own.</summary>
    [Fact]
    public async Task Attempts_are_counted_by_operation()
    {
        await AcceptAsync(Drafts.Add("a"));
        await AcceptAsync(Drafts.Add("b"));
        var lease = (await ClaimAsync()).Lease;

        Assert.Equal(1, await Store.RecordFailureAsync(lease, 1, default));
        Assert.Equal(2, await Store.RecordFailureAsync(lease, 1, default));
        Assert.Equal(1, await Store.RecordFailureAsync(lease, 2, default));
    }

    /// <summary>The count outlives the lease, released or run out, so that poisoned work ends some day.</summary>
    [Fact]
    public async Task The_count_outlives_the_lease()
    {
        await AcceptAsync(Drafts.Add("a"));
        var first = await ClaimAsync();
        await Store.RecordFailureAsync(first.Lease, 1, default);
        await Store.ReleaseAsync(first.Lease, default);

        var second = await ClaimAsync();
        Assert.Equal(1, second.Operations[0].Attempts);
        await Store.RecordFailureAsync(second.Lease, 1, default);
        Clock.Advance(Terms.Duration);

        var third = await ClaimAsync();
        Assert.Equal(2, third.Operations[0].Attempts);
        Assert.Equal(3, await Store.RecordFailureAsync(third.Lease, 1, default));
    }

    /// <summary>A release without a failure, a host's stop say, is no attempt.</summary>
    [Fact]
    public async Task Releasing_is_no_attempt()
    {
        await AcceptAsync(Drafts.Add("a"));
        await Store.ReleaseAsync((await ClaimAsync()).Lease, default);

        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }

    /// <summary>What no turn has taken, or a transaction has finished, cannot fail.</summary>
    [Fact]
    public async Task Only_operations_of_the_turn_fail()
    {
        await AcceptAsync(Drafts.Add("a"));
        await AcceptAsync(Drafts.Add("b"));
        var turn = await ClaimAsync(bounds: OneOperation);
        await TransactAsync(turn.Lease, turn.Success(Now));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.RecordFailureAsync(turn.Lease, 1, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.RecordFailureAsync(turn.Lease, 2, default));
        await Store.ReleaseAsync(turn.Lease, default);
        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }
}
