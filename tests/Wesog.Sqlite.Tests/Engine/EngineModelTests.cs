using Wesog.Core.Tests.Model;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.StoreHistories;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Engine;

/// <summary>Compares the engine on this store with the naive model, with a restart between the two halves of a history.</summary>
public sealed class EngineModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Operations_leave_what_the_model_says_also_after_a_restart() => PropertyCheck.Run(
        output, Histories.All, Histories.Shrink, history => RunAsync(history).GetAwaiter().GetResult(), count: 100);

    private static async Task RunAsync(IReadOnlyList<ModelOperation> history)
    {
        using var directory = new TemporaryDirectory();
        var accepted = history.Where(operation => !NaiveModel.Refuses(operation)).ToArray();
        var (model, half) = (new NaiveModel(), accepted.Length / 2);
        await using (var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(directory.Database, TimeProvider.System)))
        {
            foreach (var operation in accepted[..half])
            {
                var finished = await operation.SubmitAndWaitAsync(engine.Operations, "t");
                Assert.Equal(model.Apply(operation), NaiveVerdict.Of(finished));
            }
        }

        await LeavePendingAsync(directory.Database, accepted[half..]);
        await using (var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(directory.Database, TimeProvider.System)))
        {
            await AssertRestAsync(engine, accepted[half..].Index().Select(x => (x.Item, (long)half + x.Index + 1)), model);
        }

        Consistency.Check(directory.Database);
    }

    // No operation is claimed here, so every accepted one stays pending until the next start.
    private static async Task LeavePendingAsync(string path, IEnumerable<ModelOperation> operations)
    {
        await using var engine = await ImageEngine.StartNewAsync(new PausedStore(new SqliteImageStore(path, TimeProvider.System)));
        foreach (var operation in operations)
        {
            await operation.SubmitAsync(engine.Operations, "t");
        }
    }

    private static async Task AssertRestAsync(ImageEngine engine, IEnumerable<(ModelOperation Submitted, long Id)> rest, NaiveModel model)
    {
        foreach (var (submitted, id) in rest.OrderByDescending(queued => queued.Submitted.Urgent).ThenBy(queued => queued.Id))
        {
            var finished = await engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
            Assert.Equal(model.Apply(submitted), NaiveVerdict.Of(finished!));
        }

        var page = await engine.Images.ListAsync("t", 0, 100);
        Assert.Equal(model.Images.Count, page.Count);
        Assert.Equal(
            model.Images.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => (image.Value.Image, image.Value.Revision)),
            page.Images.Select(image => (image.ToImage(), image.Revision)));
    }
}
