using FsCheck.Fluent;
using Wesog.Core.Tests.Model;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Serialization;
using Wesog.Storage;
using Wesog.StoreHistories;

namespace Wesog.Core.Tests.Planning;

/// <summary>Compares the planner with the naive model on random histories in random groups.</summary>
public class PlannerModelTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Random_histories_in_random_groups_match_the_model()
    {
        var cases = from history in Histories.All
                    from groupSizes in Gen.Choose(1, 5).ListOf(20)
                    select (history, groupSizes: groupSizes.ToArray());
        PropertyCheck.Run(
            output, cases, c => Histories.Shrink(c.history).Select(h => (h, c.groupSizes)), c => Check(c.history, c.groupSizes), 2_000);
    }

    private static void Check(IReadOnlyList<ModelOperation> history, int[] groupSizes)
    {
        var (model, images, encoder) = (new NaiveModel(), new Dictionary<string, StoredImage>(), new BatchEncoder(new()));
        var accepted = history.Where(operation => !NaiveModel.Refuses(operation) && operation.Query is null).ToList();
        for (var (start, group) = (0, 0); start < accepted.Count; start += groupSizes[group++])
        {
            var operations = accepted.Skip(start).Take(groupSizes[group]).ToList();
            var claimed = operations.Select(operation => Claimed(encoder.Encode(operation.Batch, operation.Options))).ToList();
            var outcome = new BatchPlanner(new(MaxErrors: 1_000, MaxItems: 10_000, MaxListEntries: 1_000), () => Now).Plan(claimed, images.GetValueOrDefault);
            Assert.Equal(operations.Select(model.Apply), outcome.Finished.Select(NaiveVerdict.Of));
            foreach (var write in outcome.Writes)
            {
                if (write.Image is null)
                {
                    Assert.True(images.Remove(write.Id), $"The deletion of {write.Id} changes nothing.");
                }
                else
                {
                    images[write.Id] = write.Image;
                }
            }

            Assert.Equal(
                model.Images.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Value.Image, p.Value.Revision)),
                images.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Value.ToImage(), p.Value.Revision)));
        }
    }

    private static ClaimedOperation.Intact Claimed(ValidatedBatch batch) => new(
        new Operation { Tenant = "t", Method = batch.Method, Total = batch.Total, Modes = batch.Options.Modes, CreatedAt = Now }.Start(Now),
        new(batch.Items, batch.ItemErrors, Language.En),
        Attempts: 0);
}
