using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// A pending operation can be cancelled and a started one cannot.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>A cancelled operation is finished and never runs.</summary>
    [Fact]
    public async Task A_pending_operation_is_canceled()
    {
        var pending = await AcceptAsync(SampleOperations.Add("a"));

        var result = await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(CancelOutcome.Canceled, result.Outcome);
        Same.Operation(pending.Cancel(Now), result.Operation);
        Same.Operation(pending.Cancel(Now), await GetAsync(1));
        await AssertNothingToClaimAsync();
    }

    /// <summary>The operations before and after a cancelled one run.</summary>
    [Fact]
    public async Task Other_operations_run_after_a_cancellation()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        await AcceptAsync(SampleOperations.Add("c"));
        await Store.CancelAsync(Tenant, 2, Now, default);

        Assert.Equal([1, 3], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>A second cancellation reports that the operation is already cancelled, and keeps the first finish time.</summary>
    [Fact]
    public async Task A_second_cancellation_changes_nothing()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var first = await Store.CancelAsync(Tenant, 1, Now, default);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(CancelOutcome.AlreadyCanceled, second.Outcome);
        Same.Operation(first.Operation!, second.Operation);
        Same.Operation(first.Operation!, await GetAsync(1));
    }

    /// <summary>Cancelling a running operation changes nothing and returns the running operation.</summary>
    [Fact]
    public async Task A_running_operation_is_not_canceled()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();

        var result = await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(CancelOutcome.TooLate, result.Outcome);
        Same.Operation(workItem.Operations[0].Operation, result.Operation);

        await FinishAsync(workItem);
        Assert.Equal(OperationState.Succeeded, (await GetAsync(1)).State);
    }

    /// <summary>Cancelling a finished operation changes nothing.</summary>
    [Fact]
    public async Task A_finished_operation_is_not_canceled()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        await FinishAsync(workItem);

        var result = await Store.CancelAsync(Tenant, 1, Now.AddDays(1), default);

        Assert.Equal(CancelOutcome.TooLate, result.Outcome);
        Same.Operation(workItem.Operations[0].Operation.Succeeded(Now), result.Operation);
        Same.Operation(workItem.Operations[0].Operation.Succeeded(Now), await GetAsync(1));
    }

    /// <summary>An operation of a released work item can be cancelled.</summary>
    [Fact]
    public async Task A_released_operation_is_canceled()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await Store.ReleaseAsync((await ClaimAsync()).Lease, default);

        var canceled = (await Store.CancelAsync(Tenant, 1, Now, default)).Operation!;

        Assert.Equal((OperationState.Canceled, null), (canceled.State, canceled.StartedAt));
        await AssertNothingToClaimAsync();
    }

    /// <summary>An operation of another tenant, or with an unassigned number, is not found.</summary>
    [Fact]
    public async Task An_unknown_operation_is_not_found()
    {
        await AcceptAsync(SampleOperations.Add("a"));

        Assert.Equal(CancelResult.NotFound, await Store.CancelAsync(Tenant, 2, Now, default));
        Assert.Equal(CancelResult.NotFound, await Store.CancelAsync("other", 1, Now, default));
        Assert.Equal(OperationState.Pending, (await GetAsync(1)).State);
    }

    /// <summary>An operation never finishes before it was created, even if the clock is set back.</summary>
    [Fact]
    public async Task A_canceled_operation_never_finishes_before_its_creation()
    {
        await AcceptAsync(SampleOperations.Add("a"));

        var canceled = await Store.CancelAsync(Tenant, 1, SampleOperations.Created.AddHours(-1), default);

        Assert.Equal(SampleOperations.Created, canceled.Operation!.FinishedAt);
    }
}
