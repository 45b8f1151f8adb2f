using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class QueueBoundTests
{
    [Fact]
    public async Task A_full_queue_refuses_and_stores_nothing_until_something_has_finished()
    {
        var gate = new GatedStore(new InMemoryImageStore(TimeProvider.System));
        var options = new WesogOptions();
        options.Limits.MaxQueuedOperations = 3;
        await using var engine = await ImageEngine.StartNewAsync(gate, options);
        for (var i = 0; i < 3; i++)
        {
            await engine.Operations.SubmitAsync("t", Samples.Adds($"i{i}"));
        }

        var refusal = await Assert.ThrowsAsync<QueueFullException>(() => engine.Operations.SubmitAsync("t", Samples.Adds("x")));
        Assert.Equal(("t", 3), (refusal.Tenant, refusal.MaxOperations));
        await engine.Operations.SubmitAsync("other", Samples.Adds("x"));
        Assert.Equal(3, (await engine.Operations.ListAsync("t")).Count);
        gate.Open();
        await engine.Operations.WaitAsync("t", 3, Timeout.InfiniteTimeSpan);
        Assert.Equal(4, (await engine.Operations.SubmitAsync("t", Samples.Adds("x"))).Operation.Id);
    }

    [Fact]
    public async Task A_batch_has_at_least_one_item_and_at_most_its_bound()
    {
        var options = new WesogOptions();
        options.Limits.MaxBatchItems = 5;
        await using var engine = await ImageEngine.StartNewAsync(options: options);
        await Assert.ThrowsAsync<EmptyBatchException>(() => engine.Operations.SubmitAsync("t", new ImageBatch()));
        Assert.Equal(5, (await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds(5))).Good);
        var refusal = await Assert.ThrowsAsync<BatchTooLargeException>(() => engine.Operations.SubmitAsync("t", Samples.Adds(6, "j")));
        Assert.Equal(5, refusal.MaxItems);
    }

    [Fact]
    public async Task Errors_are_listed_up_to_their_bound_and_counted_exactly()
    {
        var options = new WesogOptions();
        options.Limits.MaxErrors = 4;
        await using var engine = await ImageEngine.StartNewAsync(options: options);
        await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds(6));
        var end = await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds(6));
        Assert.Equal((6, 4, true), (end.Bad, end.Errors.Count, end.ErrorsTruncated));
        end = await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds(4));
        Assert.Equal((4, 4, false), (end.Bad, end.Errors.Count, end.ErrorsTruncated));
    }
}
