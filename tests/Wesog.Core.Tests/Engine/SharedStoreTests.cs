using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Several engines on one store. The clock stands still unless a test advances it, so no poll can hide a lost change.</summary>
public class SharedStoreTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedStore _shared;

    public SharedStoreTests() => _shared = new(new InMemoryImageStore(_time));

    [Fact]
    public async Task A_waiter_completes_when_another_engine_finishes_its_operation()
    {
        var (a, b) = (_shared.Connect(executes: false), _shared.Connect(executes: false));
        await using var engineA = await a.StartEngineAsync(_time);
        await using var engineB = await b.StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation.Id;
        var wait = engineA.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        var submission = engineA.Operations.SubmitAndWaitAsync("t", TestBatches.Add("b"));
        Assert.False(wait.IsCompleted);

        b.Resume();

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
        Assert.Equal(OperationState.Succeeded, (await submission).State);
    }

    [Fact]
    public async Task A_waiter_completes_when_its_operation_is_cancelled_through_another_engine()
    {
        await using var engineA = await _shared.Connect(executes: false).StartEngineAsync(_time);
        await using var engineB = await _shared.Connect(executes: false).StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation.Id;
        var wait = engineA.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);

        var canceled = await engineB.Operations.CancelAsync("t", id);

        Assert.Equal(OperationState.Canceled, canceled!.State);
        Assert.Equal(canceled, await wait);
    }

    [Fact]
    public async Task An_operation_that_another_engine_executes_cannot_be_cancelled()
    {
        var claimed = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        var b = _shared.Connect();
        b.AfterClaim = workItem => HoldAsync(workItem, claimed, resume);
        await using var engineA = await _shared.Connect(executes: false).StartEngineAsync(_time);
        await using var engineB = await b.StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation.Id;
        await claimed.Task;

        Assert.Equal(OperationState.Running, (await engineA.Operations.CancelAsync("t", id))!.State);

        resume.SetResult();
        Assert.Equal(OperationState.Succeeded, (await engineA.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task An_operation_that_is_accepted_while_its_engine_stops_runs_on_another_engine()
    {
        var a = _shared.Connect();
        var entered = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        a.BeforeEnqueue = () =>
        {
            entered.SetResult();
            return resume.Task;
        };
        await using var engineA = await a.StartEngineAsync(_time);
        await using var engineB = await _shared.Connect().StartEngineAsync(_time);
        var submission = engineA.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await entered.Task;
        await engineA.StopAsync();

        resume.SetResult();

        var id = (await submission).Operation.Id;
        Assert.Equal(OperationState.Succeeded, (await engineB.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task Operations_that_a_stopping_engine_leaves_run_on_another_engine()
    {
        var (a, b) = (_shared.Connect(), _shared.Connect(executes: false));
        var claimed = new TaskCompletionSource();
        var refused = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        a.AfterClaim = workItem => HoldAsync(workItem, claimed, resume);
        b.AfterClaim = workItem => workItem is null ? Task.FromResult(refused.TrySetResult()) : Task.CompletedTask;
        var engineA = await a.StartEngineAsync(_time);
        await using var engineB = await b.StartEngineAsync(_time);
        await engineA.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await claimed.Task;
        var second = (await engineA.Operations.SubmitAsync("t", TestBatches.Add("b"))).Operation.Id;
        b.Resume();
        await refused.Task;

        var stop = engineA.DisposeAsync();
        resume.SetResult();
        await stop;

        Assert.Equal(OperationState.Succeeded, (await engineB.Operations.WaitAsync("t", second, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task Running_operations_of_a_dead_engine_run_on_another_engine()
    {
        var (a, b) = (_shared.Connect(), _shared.Connect());
        var claimed = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        a.AfterClaim = workItem => HoldAsync(workItem, claimed, never);
        var engineA = await a.StartEngineAsync(_time);
        var id = (await engineA.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation.Id;
        await claimed.Task;
        await using var engineB = await b.StartEngineAsync(_time);
        var wait = engineB.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        Assert.False(wait.IsCompleted);

        await _time.AdvanceUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
        never.SetResult();
        await engineA.DisposeAsync();

        // A waiter can read the finished operation before its commit returns and the change is published.
        await engineB.StopAsync();
        Assert.Single(_shared.Finished);
    }

    [Fact]
    public async Task Three_engines_execute_each_operation_once_and_each_tenant_in_order()
    {
        const int Tenants = 20;
        const int Rounds = 30;
        var engines = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _shared.Connect().StartEngineAsync(_time)));
        var waits = await Task.WhenAll(Enumerable.Range(0, Tenants).Select(tenant => Task.Run(() => SubmitAllAsync(tenant))));
        var ended = await Task.WhenAll(waits.SelectMany(each => each));

        // A waiter can read the finished operation before its commit returns and the change is published.
        await Task.WhenAll(engines.Select(engine => engine.StopAsync()));
        Assert.All(ended, operation => Assert.Equal(OperationState.Succeeded, operation!.State));
        Assert.Equal(Tenants * Rounds, _shared.Finished.Count);
        foreach (var tenant in _shared.Finished.GroupBy(change => change.Tenant))
        {
            Assert.Equal(Enumerable.Range(1, Rounds).Select(id => (long)id), tenant.Select(change => change.OperationId));
            var image = await engines[0].Images.GetAsync(tenant.Key, "i");
            Assert.Equal((Rounds, $"{Rounds - 1}"), (image!.Revision, image.ToImage().Title));
        }

        await Task.WhenAll(engines.Select(engine => engine.DisposeAsync().AsTask()));

        // One engine accepts the operation, and the next engine waits for it.
        async Task<List<Task<Operation?>>> SubmitAllAsync(int tenant)
        {
            var waits = new List<Task<Operation?>>();
            for (var round = 0; round < Rounds; round++)
            {
                var image = TestBatches.Image("i", $"{round}");
                var batch = round == 0 ? new ImageBatch().Add(image) : new ImageBatch().Replace(image);
                var (operation, _) = await engines[round % 3].Operations.SubmitAsync($"t{tenant}", batch);
                waits.Add(engines[(round + 1) % 3].Operations.WaitAsync($"t{tenant}", operation.Id, Timeout.InfiniteTimeSpan));
            }

            return waits;
        }
    }

    private static Task HoldAsync(WorkItem? workItem, TaskCompletionSource claimed, TaskCompletionSource resume)
    {
        if (workItem is null)
        {
            return Task.CompletedTask;
        }

        claimed.TrySetResult();
        return resume.Task;
    }
}
