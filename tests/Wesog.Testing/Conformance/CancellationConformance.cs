using Wesog.Operations;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>A call whose token is cancelled before it begins is given up, and does nothing.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class CancellationConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly CancellationToken Canceled = new(canceled: true);

    /// <summary>Reads are given up.</summary>
    [Fact]
    public async Task Reads_are_given_up()
    {
        await AssertGivenUpAsync(async () => await Store.FindImagesAsync(Tenant, ["a"], Canceled));
        await AssertGivenUpAsync(async () => await Store.ListImagesAsync(Tenant, 0, 1, Canceled));
        await AssertGivenUpAsync(async () => await Store.GetOperationAsync(Tenant, 1, Canceled));
        await AssertGivenUpAsync(async () => await Store.ListOperationsAsync(Tenant, new(), Canceled));
        await AssertGivenUpAsync(async () => await Store.ListBacklogsAsync(Canceled));
        await AssertGivenUpAsync(async () => await Store.PingAsync(Canceled));
    }

    /// <summary>Nothing is accepted, cancelled, claimed or removed.</summary>
    [Fact]
    public async Task Writes_are_given_up()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("a")));
        await AcceptAsync(Drafts.Add("b"));

        await AssertGivenUpAsync(async () => await Store.EnqueueAsync(Drafts.Add("c"), Unbounded, Canceled));
        await AssertGivenUpAsync(async () => await Store.CancelAsync(Tenant, 2, Now, Canceled));
        await AssertGivenUpAsync(async () => await Store.ClaimAsync(Tenant, Terms, Everything, Now, Canceled));
        await AssertGivenUpAsync(async () => await Store.ProbeWriteAsync(1, Canceled));
        await AssertGivenUpAsync(async () => await Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 9), Canceled));

        var operations = await Store.ListOperationsAsync(Tenant, new(), default);
        Assert.Equal([OperationState.Pending, OperationState.Succeeded], operations.Select(operation => operation.State));
    }

    /// <summary>Nothing is written under a lease, nor is it renewed or released.</summary>
    [Fact]
    public async Task Steps_of_a_turn_are_given_up()
    {
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();
        var writes = Outcomes.Puts(SampleImages.Image("a"));

        await AssertGivenUpAsync(async () => await Store.TransactAsync(turn.Lease, ["a"], turn.Success(Now, writes), Canceled));
        await AssertGivenUpAsync(async () => await Store.RecordFailureAsync(turn.Lease, 1, Canceled));
        await AssertGivenUpAsync(async () => await Store.RenewAsync(turn.Lease, Canceled));
        await AssertGivenUpAsync(async () => await Store.ReleaseAsync(turn.Lease, Canceled));

        Assert.Null(await ReadAsync("a"));
        Assert.Null(await TryClaimAsync());
        Assert.Equal(1, await Store.RecordFailureAsync(turn.Lease, 1, default));
    }

    private static async Task AssertGivenUpAsync(Func<Task> call) => await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
}
