using FsCheck.Fluent;
using Wesog.Core.Tests.Model;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.StoreHistories;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Compares the whole engine with the naive model: validator, queue, planner and store.</summary>
public class EngineModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Queued_operations_match_the_model() => PropertyCheck.Run(
        output, Histories.All, Histories.Shrink, history => QueueThenRunAsync(history).GetAwaiter().GetResult());

    [Fact]
    public void Operations_awaited_one_by_one_match_the_model() => PropertyCheck.Run(
        output, Histories.All, Histories.Shrink, history => RunOneByOneAsync(history).GetAwaiter().GetResult());

    [Fact]
    public void Validation_predicts_the_result_of_execution() => PropertyCheck.Run(
        output, Histories.All, Histories.Shrink, history => ValidateThenRunAsync(history).GetAwaiter().GetResult());

    private static async Task QueueThenRunAsync(IReadOnlyList<ModelOperation> history)
    {
        var store = new PausedStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        var queued = new List<(ModelOperation Requested, long Id)>();
        foreach (var operation in history)
        {
            if (await SubmitAsync(engine, operation) is { } accepted)
            {
                queued.Add((operation, accepted.Id));
            }
        }

        Assert.Equal(Enumerable.Range(1, queued.Count).Select(n => (long)n), queued.Select(q => q.Id));
        store.Resume();
        var model = new NaiveModel();
        foreach (var (requested, id) in queued.OrderByDescending(q => q.Requested.Urgent).ThenBy(q => q.Id))
        {
            var finished = await engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
            Assert.Equal(model.Apply(requested), NaiveVerdict.Of(finished!));
        }

        await AssertImagesAsync(engine, model);
    }

    private static async Task RunOneByOneAsync(IReadOnlyList<ModelOperation> history)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var model = new NaiveModel();
        foreach (var operation in history)
        {
            if (await SubmitAsync(engine, operation) is { } accepted)
            {
                var finished = await engine.Operations.WaitAsync("t", accepted.Id, Timeout.InfiniteTimeSpan);
                Assert.Equal(model.Apply(operation), NaiveVerdict.Of(finished!));
                await AssertImagesAsync(engine, model);
            }
        }
    }

    private static async Task ValidateThenRunAsync(IReadOnlyList<ModelOperation> history)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        foreach (var operation in history.Where(operation => !NaiveModel.Refuses(operation)))
        {
            var validated = await operation.ValidateAsync(engine.Operations, "t");
            var finished = await operation.SubmitAndWaitAsync(engine.Operations, "t");
            Assert.Equal(0, validated.Operation.Id);
            Assert.Equal(NaiveVerdict.Of(validated.Operation), NaiveVerdict.Of(finished));
        }
    }

    private static async Task<Operation?> SubmitAsync(ImageEngine engine, ModelOperation operation)
    {
        var submit = operation.SubmitAsync(engine.Operations, "t");
        if (!NaiveModel.Refuses(operation))
        {
            return (await submit).Operation;
        }

        await Assert.ThrowsAsync<InvalidImagesException>(() => submit);
        return null;
    }

    private static async Task AssertImagesAsync(ImageEngine engine, NaiveModel model)
    {
        var page = await engine.Images.ListAsync("t", 0, 100);
        Assert.Equal(model.Images.Count, page.Count);
        Assert.Equal(
            model.Images.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Value.Image, p.Value.Revision)),
            page.Images.Select(image => (image.ToImage(), image.Revision)));
    }
}
