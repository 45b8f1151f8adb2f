using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class QueueLimitTests
{
    [Fact]
    public async Task A_full_queue_rejects_submissions_until_an_operation_finishes()
    {
        var store = new PausedStore(new InMemoryImageStore(TimeProvider.System));
        var options = new WesogOptions();
        options.Limits.MaxQueuedOperations = 3;
        await using var engine = await ImageEngine.StartNewAsync(store, options);
        for (var i = 0; i < 3; i++)
        {
            await engine.Operations.SubmitAsync("t", TestBatches.Add($"i{i}"));
        }

        var exception = await Assert.ThrowsAsync<QueueFullException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("x")));
        Assert.Equal(("t", 3), (exception.Tenant, exception.MaxOperations));
        await engine.Operations.SubmitAsync("other", TestBatches.Add("x"));
        Assert.Equal(3, (await engine.Operations.ListAsync("t")).Count);
        store.Resume();
        await engine.Operations.WaitAsync("t", 3, Timeout.InfiniteTimeSpan);
        Assert.Equal(4, (await engine.Operations.SubmitAsync("t", TestBatches.Add("x"))).Operation.Id);
    }

    [Fact]
    public async Task A_batch_has_at_least_one_item_and_at_most_the_limit()
    {
        var options = new WesogOptions();
        options.Limits.MaxBatchItems = 5;
        await using var engine = await ImageEngine.StartNewAsync(options: options);
        await Assert.ThrowsAsync<EmptyBatchException>(() => engine.Operations.SubmitAsync("t", new ImageBatch()));
        Assert.Equal(5, (await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(5))).Good);
        var exception = await Assert.ThrowsAsync<BatchTooLargeException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add(6, "j")));
        Assert.Equal(5, exception.MaxItems);
    }

    [Fact]
    public async Task Errors_are_listed_up_to_the_limit_and_counted_exactly()
    {
        var options = new WesogOptions();
        options.Limits.MaxErrors = 4;
        await using var engine = await ImageEngine.StartNewAsync(options: options);
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(6));
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(6));
        Assert.Equal((6, 4, true), (end.Bad, end.Errors.Count, end.ErrorsTruncated));
        end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(4));
        Assert.Equal((4, 4, false), (end.Bad, end.Errors.Count, end.ErrorsTruncated));
    }
}
