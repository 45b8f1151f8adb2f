using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Core.Tests.Model;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Checks that a tenant's history on the hosts leaves the same data as in the model.</summary>
internal sealed class HistoryCheck(TestDatabase database, ImageEngine engine)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="submitted">The accepted operations by number.</param>
    /// <param name="ends">The final states of its operations, in commit order.</param>
    public async Task AssertAsync(string tenant, IReadOnlyDictionary<long, ModelOperation> submitted, IReadOnlyList<End> ends)
    {
        // Every submitted operation finished exactly once, and no other one did.
        Assert.Equal(submitted.Keys.Order(), ends.Select(end => end.Number).Order());
        Assert.Equal(Enumerable.Range(1, submitted.Count).Select(number => (long)number), submitted.Keys.Order());
        foreach (var urgency in ends.GroupBy(end => submitted[end.Number].Urgent))
        {
            Assert.Equal(urgency.Select(end => end.Number).Order(), urgency.Select(end => end.Number));
        }

        var model = new NaiveModel();
        foreach (var end in ends)
        {
            var operation = await engine.Operations.GetAsync(tenant, end.Number);
            Assert.Equal(model.Apply(submitted[end.Number]), NaiveVerdict.Of(operation!));
        }

        var page = await engine.Images.ListAsync(tenant, 0, 100);
        Assert.Equal(
            model.Images.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => (image.Value.Image, image.Value.Revision)),
            page.Images.Select(image => (image.ToImage(), image.Revision)));
        await AssertCountersAsync(tenant, submitted.Count, page.Count);
    }

    private async Task AssertCountersAsync(string tenant, int operations, long images)
    {
        var accepted = await database.Collection("tenants").Find(new BsonDocument("_id", tenant)).FirstOrDefaultAsync();
        var executed = await database.Collection("turns").Find(new BsonDocument("_id", tenant)).FirstOrDefaultAsync();
        if (operations == 0)
        {
            return;
        }

        Assert.Equal((operations, operations), (accepted["accepted"].ToInt32(), executed["finished"].ToInt32()));
        Assert.Equal(accepted["accepted_bytes"], executed["finished_bytes"]);
        Assert.Equal(images, await database.Collection("images").CountDocumentsAsync(new BsonDocument("_id.tenant", tenant)));
        Assert.Equal(0, await database.Collection("work").CountDocumentsAsync(new BsonDocument("_id.tenant", tenant)));
    }
}
