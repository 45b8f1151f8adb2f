using Xunit;

namespace Wesog.Testing.Conformance;

// The store counts failed attempts per operation, across lease holders.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Each operation has its own count, which survives released and expired leases, so that an operation that always fails ends.</summary>
    [Fact]
    public async Task Each_operation_has_its_own_attempt_count()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        foreach (var failed in new[] { 1L, 2L, 2L })
        {
            await ReleaseAsync((await ClaimAsync()).Lease, operationsWait: true, failed);
        }

        Assert.Equal([1, 2], (await ClaimAsync()).Operations.Select(claimed => claimed.Attempts));
        Clock.Advance(LeaseOptions.Duration);
        Assert.Equal([1, 2], (await ClaimAsync()).Operations.Select(claimed => claimed.Attempts));
    }

    /// <summary>A release without a failure, for example when a host stops, does not count as an attempt.</summary>
    [Fact]
    public async Task A_release_without_a_failure_counts_no_attempt()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await Store.ReleaseAsync((await ClaimAsync()).Lease, default);

        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }

    /// <summary>A finished operation, an unclaimed one, and one that does not exist are not counted; the lease is released.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_failure_counts_only_for_an_unfinished_operation_of_the_work_item(long failed)
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync(limits: OneOperation);
        await CommitAsync(workItem.Lease, workItem.Success(Now));

        await ReleaseAsync(workItem.Lease, operationsWait: true, failed);

        Assert.Equal((2L, 0), (await ClaimAsync()).Operations.Select(claimed => (claimed.Operation.Id, claimed.Attempts)).Single());
    }

    /// <summary>A release under a lost lease counts nothing.</summary>
    [Fact]
    public async Task A_release_under_a_lost_lease_counts_no_attempt()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var lost = (await ClaimAsync()).Lease;
        Clock.Advance(LeaseOptions.Duration);

        await Store.ReleaseAsync(lost, 1, default);
        var next = await ClaimAsync();
        await Store.ReleaseAsync(lost, 1, default);

        Assert.Equal(0, next.Operations[0].Attempts);
        await Store.ReleaseAsync(next.Lease, default);
        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }
}
