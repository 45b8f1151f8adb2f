using Wesog.Operations;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>A call with an already cancelled token throws and does nothing.</summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
public abstract class CancellationConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly CancellationToken Canceled = new(canceled: true);

    /// <summary>Reads throw.</summary>
    [Fact]
    public async Task Reads_are_given_up()
    {
        await AssertGivenUpAsync(async () => await Store.FindImagesAsync(Tenant, ["a"], Canceled));
        await AssertGivenUpAsync(async () => await Store.ListImagesAsync(Tenant, 0, 1, Canceled));
        await AssertGivenUpAsync(async () => await Store.GetOperationAsync(Tenant, 1, Canceled));
        await AssertGivenUpAsync(async () => await Store.ListOperationsAsync(Tenant, new(), Canceled));
        await AssertGivenUpAsync(async () => await Store.ListBacklogsAsync(Canceled));
        await AssertGivenUpAsync(async () => await Store.ProbeAsync(0, Canceled));
    }

    /// <summary>Nothing is accepted, cancelled, claimed or removed.</summary>
    [Fact]
    public async Task Writes_are_given_up()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        await AcceptAsync(SampleOperations.Add("b"));

        await AssertGivenUpAsync(async () => await Store.EnqueueAsync(SampleOperations.Add("c"), Unbounded, Canceled));
        await AssertGivenUpAsync(async () => await Store.CancelAsync(Tenant, 2, Now, Canceled));
        await AssertGivenUpAsync(async () => await Store.ClaimAsync(Tenant, LeaseOptions, Everything, Now, Canceled));
        await AssertGivenUpAsync(async () => await Store.ProbeAsync(1, Canceled));
        await AssertGivenUpAsync(async () => await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 9), Canceled));

        var operations = await Store.ListOperationsAsync(Tenant, new(), default);
        Assert.Equal([OperationState.Pending, OperationState.Succeeded], operations.Select(operation => operation.State));
    }

    /// <summary>Nothing is written under the lease, and the lease is neither renewed nor released.</summary>
    [Fact]
    public async Task Steps_of_a_turn_are_given_up()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        var writes = SamplePlans.Puts(SampleImages.Image("a"));

        await AssertGivenUpAsync(async () => await Store.CommitAsync(workItem.Lease, ["a"], workItem.Success(Now, writes), Canceled));
        await AssertGivenUpAsync(async () => await Store.RenewAsync(workItem.Lease, Canceled));
        await AssertGivenUpAsync(async () => await Store.ReleaseAsync(workItem.Lease, 1, Canceled));

        Assert.Null(await ReadAsync("a"));
        Assert.Null(await TryClaimAsync());
        await Store.ReleaseAsync(workItem.Lease, default);
        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }

    private static async Task AssertGivenUpAsync(Func<Task> call) => await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
}
