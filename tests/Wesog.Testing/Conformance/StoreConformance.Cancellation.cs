using Wesog.Operations;
using Xunit;

namespace Wesog.Testing.Conformance;

// A call with an already cancelled token throws and does nothing.
public abstract partial class StoreConformance<THarness>
{
    private static readonly CancellationToken Canceled = new(canceled: true);

    /// <summary>Reads throw.</summary>
    [Fact]
    public async Task Reads_with_a_canceled_token_throw()
    {
        await AssertCanceledAsync(async () => await Store.FindImagesAsync(Tenant, ["a"], Canceled));
        await AssertCanceledAsync(async () => await Store.ListImagesAsync(Tenant, 0, 1, Canceled));
        await AssertCanceledAsync(async () => await Store.GetOperationAsync(Tenant, 1, Canceled));
        await AssertCanceledAsync(async () => await Store.ListOperationsAsync(Tenant, new(), Canceled));
        await AssertCanceledAsync(async () => await Store.ListBacklogsAsync(Canceled));
        await AssertCanceledAsync(async () => await Store.ProbeAsync(0, Canceled));
    }

    /// <summary>Nothing is accepted, cancelled, claimed or removed.</summary>
    [Fact]
    public async Task Writes_with_a_canceled_token_throw_and_change_nothing()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        await AcceptAsync(SampleOperations.Add("b"));

        await AssertCanceledAsync(async () => await Store.EnqueueAsync(SampleOperations.Add("c"), Unlimited, Canceled));
        await AssertCanceledAsync(async () => await Store.CancelAsync(Tenant, 2, Now, Canceled));
        await AssertCanceledAsync(async () => await Store.ClaimAsync(Tenant, LeaseOptions, AllOperations, Now, Canceled));
        await AssertCanceledAsync(async () => await Store.ProbeAsync(1, Canceled));
        await AssertCanceledAsync(async () => await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 9), Canceled));

        var operations = await Store.ListOperationsAsync(Tenant, new(), default);
        Assert.Equal([OperationState.Pending, OperationState.Succeeded], operations.Select(operation => operation.State));
    }

    /// <summary>Nothing is written under the lease, and the lease is neither renewed nor released.</summary>
    [Fact]
    public async Task Calls_under_a_lease_with_a_canceled_token_throw_and_change_nothing()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        var writes = SamplePlans.Puts(SampleImages.Image("a"));

        await AssertCanceledAsync(async () => await Store.CommitAsync(workItem.Lease, ["a"], workItem.Success(Now, writes), Canceled));
        await AssertCanceledAsync(async () => await Store.RenewAsync(workItem.Lease, Canceled));
        await AssertCanceledAsync(async () => await Store.ReleaseAsync(workItem.Lease, 1, Canceled));

        await AssertAbsentAsync("a");
        await AssertNothingToClaimAsync();
        await Store.ReleaseAsync(workItem.Lease, default);
        Assert.Equal(0, (await ClaimAsync()).Operations[0].Attempts);
    }

    private static async Task AssertCanceledAsync(Func<Task> call) => await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
}
