using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Writing;

/// <summary>Rows are committed before the state in memory is updated. No caller sees a state in between.</summary>
public sealed class OneMomentTests
{
    [Fact]
    public async Task An_operation_is_pending_until_its_cancellation_is_committed()
    {
        await using var open = await OpenStore.NewAsync();
        await open.AcceptAsync(SampleOperations.Add("a"));
        await open.AcceptAsync(SampleOperations.Add("b"));
        var before = await HeldWriter.NewAsync(open.Store);
        var canceled = open.Store.CancelAsync(SampleOperations.Tenant, 1, open.Now, default).AsTask();
        var applied = HeldWriter.Queue(open.Store);
        await before.LetGoAsync();
        await applied.WaitAsync();

        var claim = open.ClaimAsync();
        Assert.Equal([OperationState.Pending, OperationState.Pending], await StatesAsync(open));
        Assert.Equal(2, Assert.Single(await open.Store.ListBacklogsAsync(default)).Operations);
        Assert.False(claim.IsCompleted);

        await applied.LetGoAsync();
        Assert.Equal(OperationState.Canceled, (await canceled).Operation!.State);
        Assert.Equal(2, Assert.Single((await claim).Operations).Operation.Id);
    }

    [Fact]
    public async Task Readers_do_not_see_an_operation_before_it_is_in_the_queue()
    {
        await using var open = await OpenStore.NewAsync();
        await open.AcceptAsync(SampleOperations.Add("a"));
        var before = await HeldWriter.NewAsync(open.Store);
        var committed = HeldWriter.QueueCommitted(open.Store);
        var accepted = open.AcceptAsync(SampleOperations.Add("b"));
        await before.LetGoAsync();
        await committed.WaitAsync();

        Assert.Equal([OperationState.Pending], await StatesAsync(open));
        Assert.Null(await open.Store.GetOperationAsync(SampleOperations.Tenant, 2, default));
        Assert.Equal(1, Assert.Single((await open.ClaimAsync()).Operations).Operation.Id);
        Assert.False(accepted.IsCompleted);

        await committed.LetGoAsync();
        Assert.Equal(2, (await accepted).Id);
        Assert.Equal([OperationState.Pending, OperationState.Running], await StatesAsync(open));
        Assert.Equal(OperationState.Pending, (await open.Store.GetOperationAsync(SampleOperations.Tenant, 2, default))!.State);
    }

    [Fact]
    public async Task A_failed_attempt_is_counted_before_another_can_claim_the_operation()
    {
        await using var open = await OpenStore.NewAsync();
        await open.AcceptAsync(SampleOperations.Add("a"));
        var lease = (await open.ClaimAsync()).Lease;
        var before = await HeldWriter.NewAsync(open.Store);
        var released = open.Store.ReleaseAsync(lease, 1, default).AsTask();
        var counted = HeldWriter.Queue(open.Store);
        await before.LetGoAsync();
        await counted.WaitAsync();

        open.Clock.Advance(lease.Options.Duration);
        Assert.Null(await open.Store.ClaimAsync(SampleOperations.Tenant, OpenStore.LeaseOptions, OpenStore.Everything, open.Now, default));

        await counted.LetGoAsync();
        Assert.True(await released);
        Assert.Equal(1, Assert.Single((await open.ClaimAsync()).Operations).Attempts);
    }

    [Fact]
    public async Task A_tenant_is_not_known_before_its_row_is_committed()
    {
        await using var open = await OpenStore.NewAsync();
        var before = await HeldWriter.NewAsync(open.Store);
        var first = open.AcceptAsync(SampleOperations.Add("a").WithKey("k"));
        var canceled = open.Store.CancelAsync(SampleOperations.Tenant, 1, open.Now, default).AsTask();
        var applied = HeldWriter.Queue(open.Store);
        await before.LetGoAsync();
        await applied.WaitAsync();

        Assert.Equal(0, (await open.Store.ListImagesAsync(SampleOperations.Tenant, 0, 1, default)).Count);
        Assert.Empty(await StatesAsync(open));

        await applied.LetGoAsync();
        Assert.Equal(1, (await first).Id);
        Assert.Equal(CancelOutcome.NotFound, (await canceled).Outcome);
        Assert.Equal([OperationState.Pending], await StatesAsync(open));
    }

    private static async Task<IEnumerable<OperationState>> StatesAsync(OpenStore open) =>
        (await open.Store.ListOperationsAsync(SampleOperations.Tenant, new(), default)).Select(operation => operation.State);
}
