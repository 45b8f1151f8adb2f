using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class CancelTests
{
    [Fact]
    public async Task A_pending_operation_is_cancelled_and_writes_nothing()
    {
        var store = new PausedStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        var id = (await engine.Operations.SubmitAsync("t", TestBatches.Add("a", "b"))).Operation.Id;
        var wait = engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        var canceled = await engine.Operations.CancelAsync("t", id);
        Assert.Equal(OperationState.Canceled, canceled!.State);
        Assert.Equal((false, 0, 0, null), (canceled.AllGood, canceled.Good, canceled.Bad, canceled.StartedAt));
        Assert.Empty(canceled.Errors);
        Assert.Equal(canceled, await wait);
        Assert.Equal(canceled, await engine.Operations.CancelAsync("t", id));
        store.Resume();
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("c"));
        Assert.Equal(["c"], (await engine.Images.ListAsync("t", 0, 10)).Images.Select(image => image.Id));
    }

    [Fact]
    public async Task A_finished_operation_cannot_be_cancelled()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        Assert.Equal(end, await engine.Operations.CancelAsync("t", end.Id));
        Assert.NotNull(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task An_operation_of_another_tenant_is_not_found()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        Assert.Null(await engine.Operations.CancelAsync("other", end.Id));
        Assert.Null(await engine.Operations.GetAsync("other", end.Id));
        Assert.Null(await engine.Operations.WaitAsync("other", end.Id, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Either_the_cancellation_or_the_start_of_an_operation_succeeds()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        for (var i = 0; i < 500; i++)
        {
            var id = (await engine.Operations.SubmitAsync("t", TestBatches.Add($"i{i}"))).Operation.Id;
            for (var spin = 0; spin < i % 50; spin++)
            {
                Thread.SpinWait(20);
            }

            var attempt = await engine.Operations.CancelAsync("t", id);
            var end = await engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
            Assert.Equal(attempt!.State == OperationState.Canceled, end!.State == OperationState.Canceled);
            Assert.Equal(end.State == OperationState.Succeeded, await engine.Images.GetAsync("t", $"i{i}") is not null);
        }
    }
}
