using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>A pending operation can be cancelled; one that has started cannot.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class CancelConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>It is finished from then on, and never runs.</summary>
    [Fact]
    public async Task A_pending_operation_is_canceled()
    {
        var pending = await AcceptAsync(Drafts.Add("a"));

        var result = await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(CancelOutcome.Canceled, result.Outcome);
        Same.Operation(pending.Cancel(Now), result.Operation);
        Same.Operation(pending.Cancel(Now), await GetAsync(1));
        Assert.Null(await TryClaimAsync());
    }

    /// <summary>Those before and after it run.</summary>
    [Fact]
    public async Task The_others_run()
    {
        await AcceptAsync(Drafts.Add("a"));
        await AcceptAsync(Drafts.Add("b"));
        await AcceptAsync(Drafts.Add("c"));
        await Store.CancelAsync(Tenant, 2, Now, default);

        Assert.Equal([1, 3], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>The answer tells that another call cancelled it, and the first time stays.</summary>
    [Fact]
    public async Task Canceling_again_changes_nothing()
    {
        await AcceptAsync(Drafts.Add("a"));
        var first = await Store.CancelAsync(Tenant, 1, Now, default);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(CancelOutcome.AlreadyCanceled, second.Outcome);
        Same.Operation(first.Operation!, second.Operation);
        Same.Operation(first.Operation!, await GetAsync(1));
    }

    /// <summary>It loses against a start, and the answer tells so.</summary>
    [Fact]
    public async Task A_running_operation_is_not_canceled()
    {
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();

        var result = await Store.CancelAsync(Tenant, 1, Now, default);

        Assert.Equal(CancelOutcome.TooLate, result.Outcome);
        Same.Operation(turn.Operations[0].Operation, result.Operation);

        await FinishAsync(turn);
        Assert.Equal(OperationState.Succeeded, (await GetAsync(1)).State);
    }

    /// <summary>What is finished never changes again.</summary>
    [Fact]
    public async Task A_finished_operation_is_not_canceled()
    {
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();
        await FinishAsync(turn);

        var result = await Store.CancelAsync(Tenant, 1, Now.AddDays(1), default);

        Assert.Equal(CancelOutcome.TooLate, result.Outcome);
        Same.Operation(turn.Operations[0].Operation.Succeeded(Now), result.Operation);
        Same.Operation(turn.Operations[0].Operation.Succeeded(Now), await GetAsync(1));
    }

    /// <summary>One that was given back can be cancelled again.</summary>
    [Fact]
    public async Task A_released_operation_is_canceled()
    {
        await AcceptAsync(Drafts.Add("a"));
        await Store.ReleaseAsync((await ClaimAsync()).Lease, default);

        var canceled = (await Store.CancelAsync(Tenant, 1, Now, default)).Operation!;

        Assert.Equal((OperationState.Canceled, null), (canceled.State, canceled.StartedAt));
        Assert.Null(await TryClaimAsync());
    }

    /// <summary>An operation of another tenant, or of a number that was not given, is not found.</summary>
    [Fact]
    public async Task An_unknown_operation_is_not_found()
    {
        await AcceptAsync(Drafts.Add("a"));

        Assert.Equal(CancelResult.NotFound, await Store.CancelAsync(Tenant, 2, Now, default));
        Assert.Equal(CancelResult.NotFound, await Store.CancelAsync("other", 1, Now, default));
        Assert.Equal(OperationState.Pending, (await GetAsync(1)).State);
    }

    /// <summary>A clock that was set back never lets an operation finish before it was created.</summary>
    [Fact]
    public async Task Times_stay_in_order()
    {
        await AcceptAsync(Drafts.Add("a"));

        var canceled = await Store.CancelAsync(Tenant, 1, Drafts.Created.AddHours(-1), default);

        Assert.Equal(Drafts.Created, canceled.Operation!.FinishedAt);
    }
}
