using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>The store counts failed attempts per operation, across lease holders.</summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
public abstract class AttemptsConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Each operation has its own count.</summary>
    [Fact]
    public async Task Attempts_are_counted_by_operation()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var lease = (await ClaimAsync()).Lease;

        Assert.Equal(1, await Store.RecordFailureAsync(lease, 1, default));
        Assert.Equal(2, await Store.RecordFailureAsync(lease, 1, default));
        Assert.Equal(1, await Store.RecordFailureAsync(lease, 2, default));
    }

    /// <summary>The count survives a released or expired lease, so that an operation that always fails eventually ends.</summary>
    [Fact]
    public async Task The_count_outlives_the_lease()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var first = await ClaimAsync();
        await Store.RecordFailureAsync(first.Lease, 1, default);
        await Store.ReleaseAsync(first.Lease, default);

        var second = await ClaimAsync();
        Assert.Equal(1, second.Operations[0].Attempts);
        await Store.RecordFailureAsync(second.Lease, 1, default);
        Clock.Advance(LeaseOptions.Duration);

        var third = await ClaimAsync();
        Assert.Equal(2, third.Operations[0].Attempts);
        Assert.Equal(3, await Store.RecordFailureAsync(third.Lease, 1, default));
    }

    /// <summary>A release without a failure, for example when a host stops, does not count as an attempt.</summary>
    [Fact]
    public async Task Releasing_is_no_attempt()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await Store.ReleaseAsync((await ClaimAsync()).Lease, default);

        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }

    /// <summary>Recording a failure of an unclaimed or finished operation throws.</summary>
    [Fact]
    public async Task Only_operations_of_the_turn_fail()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync(bounds: OneOperation);
        await TransactAsync(workItem.Lease, workItem.Success(Now));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.RecordFailureAsync(workItem.Lease, 1, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.RecordFailureAsync(workItem.Lease, 2, default));
        await Store.ReleaseAsync(workItem.Lease, default);
        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }
}
