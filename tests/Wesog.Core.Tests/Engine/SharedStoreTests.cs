using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Several engines, one store. The clock stands still unless a test lets it run: so no sweep helps.</summary>
public class SharedStoreTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedStore _shared;

    public SharedStoreTests() => _shared = new(new InMemoryImageStore(_time));

    [Fact]
    public async Task A_waiter_is_woken_when_another_engine_finishes_its_operation()
    {
        var (a, b) = (_shared.Connect(works: false), _shared.Connect(works: false));
        await using var engineA = await a.StartEngineAsync(_time);
        await using var engineB = await b.StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", Samples.Adds("a"))).Operation.Id;
        var waiting = engineA.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        var together = engineA.Operations.SubmitAndWaitAsync("t", Samples.Adds("b"));
        Assert.False(waiting.IsCompleted);

        b.Open();

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);
        Assert.Equal(OperationState.Succeeded, (await together).State);
    }

    [Fact]
    public async Task A_waiter_is_woken_when_its_operation_is_cancelled_through_another_engine()
    {
        await using var engineA = await _shared.Connect(works: false).StartEngineAsync(_time);
        await using var engineB = await _shared.Connect(works: false).StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", Samples.Adds("a"))).Operation.Id;
        var waiting = engineA.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);

        var canceled = await engineB.Operations.CancelAsync("t", id);

        Assert.Equal(OperationState.Canceled, canceled!.State);
        Assert.Equal(canceled, await waiting);
    }

    [Fact]
    public async Task An_operation_that_another_engine_carries_out_is_too_late_to_cancel()
    {
        var claimed = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var b = _shared.Connect();
        b.AfterClaim = turn => HoldAsync(turn, claimed, goOn);
        await using var engineA = await _shared.Connect(works: false).StartEngineAsync(_time);
        await using var engineB = await b.StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", Samples.Adds("a"))).Operation.Id;
        await claimed.Task;

        Assert.Equal(OperationState.Running, (await engineA.Operations.CancelAsync("t", id))!.State);

        goOn.SetResult();
        Assert.Equal(OperationState.Succeeded, (await engineA.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task What_is_accepted_while_an_engine_stops_is_carried_out_by_another()
    {
        var a = _shared.Connect();
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        a.BeforeEnqueue = () =>
        {
            entered.SetResult();
            return goOn.Task;
        };
        await using var engineA = await a.StartEngineAsync(_time);
        await using var engineB = await _shared.Connect().StartEngineAsync(_time);
        var submission = engineA.Operations.SubmitAsync("t", Samples.Adds("a"));
        await entered.Task;
        await engineA.StopAsync();

        goOn.SetResult();

        var id = (await submission).Operation.Id;
        Assert.Equal(OperationState.Succeeded, (await engineB.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task What_a_stopping_engine_leaves_of_its_tenants_work_is_carried_out_by_another()
    {
        var (a, b) = (_shared.Connect(), _shared.Connect(works: false));
        var claimed = new TaskCompletionSource();
        var refused = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        a.AfterClaim = turn => HoldAsync(turn, claimed, goOn);
        b.AfterClaim = turn => turn is null ? Task.FromResult(refused.TrySetResult()) : Task.CompletedTask;
        var engineA = await a.StartEngineAsync(_time);
        await using var engineB = await b.StartEngineAsync(_time);
        await engineA.Operations.SubmitAsync("t", Samples.Adds("a"));
        await claimed.Task;
        var left = (await engineA.Operations.SubmitAsync("t", Samples.Adds("b"))).Operation.Id;
        b.Open();
        await refused.Task;

        var stop = engineA.DisposeAsync();
        goOn.SetResult();
        await stop;

        Assert.Equal(OperationState.Succeeded, (await engineB.Operations.WaitAsync("t", left, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task What_an_engine_had_begun_when_it_died_is_carried_out_by_another()
    {
        var (a, b) = (_shared.Connect(), _shared.Connect());
        var claimed = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        a.AfterClaim = turn => HoldAsync(turn, claimed, never);
        var engineA = await a.StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", Samples.Adds("a"))).Operation.Id;
        await claimed.Task;
        await using var engineB = await b.StartEngineAsync(_time);
        var waiting = engineB.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        Assert.False(waiting.IsCompleted);

        await _time.AdvanceUntilAsync(() => waiting.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);
        never.SetResult();
        await engineA.DisposeAsync();
        Assert.Single(_shared.Ends);
    }

    [Fact]
    public async Task Three_engines_carry_out_each_operation_once_and_each_tenants_in_order()
    {
        const int Tenants = 20;
        const int Rounds = 30;
        var engines = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _shared.Connect().StartEngineAsync(_time)));
        var waits = await Task.WhenAll(Enumerable.Range(0, Tenants).Select(tenant => Task.Run(() => SubmitAllAsync(tenant))));
        var ended = await Task.WhenAll(waits.SelectMany(each => each));

        Assert.All(ended, operation => Assert.Equal(OperationState.Succeeded, operation!.State));
        Assert.Equal(Tenants * Rounds, _shared.Ends.Count);
        foreach (var tenant in _shared.Ends.GroupBy(end => end.Tenant))
        {
            Assert.Equal(Enumerable.Range(1, Rounds).Select(id => (long)id), tenant.Select(end => end.OperationId));
            var image = await engines[0].Images.GetAsync(tenant.Key, "i");
            Assert.Equal((Rounds, $"{Rounds - 1}"), (image!.Revision, image.ToImage().Title));
        }

        await Task.WhenAll(engines.Select(engine => engine.DisposeAsync().AsTask()));

        // Each is accepted by the next engine, and waited for at the one after.
        async Task<List<Task<Operation?>>> SubmitAllAsync(int tenant)
        {
            var waits = new List<Task<Operation?>>();
            for (var round = 0; round < Rounds; round++)
            {
                var image = Samples.Image("i", $"{round}");
                var batch = round == 0 ? new ImageBatch().Add(image) : new ImageBatch().Replace(image);
                var (operation, _) = await engines[round % 3].Operations.SubmitAsync($"t{tenant}", batch);
                waits.Add(engines[(round + 1) % 3].Operations.WaitAsync($"t{tenant}", operation.Id, Timeout.InfiniteTimeSpan));
            }

            return waits;
        }
    }

    private static Task HoldAsync(WorkItem? turn, TaskCompletionSource claimed, TaskCompletionSource goOn)
    {
        if (turn is null)
        {
            return Task.CompletedTask;
        }

        claimed.TrySetResult();
        return goOn.Task;
    }
}
