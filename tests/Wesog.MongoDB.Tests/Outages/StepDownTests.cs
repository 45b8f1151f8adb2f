using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>The primary steps down during commits, and is elected again after a while.</summary>
[Collection(ServerWide.Name)]
public sealed class StepDownTests(ITestOutputHelper output) : DatabaseTests
{
    private const int Times = 3;

    [Fact]
    public async Task Operations_are_neither_lost_nor_duplicated_when_the_primary_steps_down()
    {
        await using var a = await ImageEngine.StartNewAsync(Database.Store(name: $"a-{Guid.NewGuid():N}"));
        await using var b = await ImageEngine.StartNewAsync(Database.Store(name: $"b-{Guid.NewGuid():N}"));
        await using var ledger = await Ledger.OpenAsync(Database);
        var load = new SteadyLoad([a, b], "t", tenants: 4, rounds: 25);
        var running = load.RunAsync();

        for (var time = 1; time <= Times; time++)
        {
            // Each step-down happens while operations are submitted.
            await Eventually.IsTrueAsync(() => running.IsCompleted || load.Accepted >= time * 20, "many operations are accepted");
            Assert.False(running.IsCompleted, "The load finished before the primary stepped down.");
            await StepDownAsync();
        }

        await running;
        output.WriteLine($"{load.Outages} calls failed because of an outage");
        await load.AssertLeftAsync(Database, await ledger.ReadAsync());
        await Eventually.IsTrueAsync(async () => await a.IsReadyAsync() && await b.IsReadyAsync(), "the engines are ready");
    }

    private static async Task StepDownAsync()
    {
        var command = new BsonDocument { { "replSetStepDown", 5 }, { "secondaryCatchUpPeriodSecs", 1 }, { "force", true } };
        try
        {
            await MongoServer.Client.GetDatabase("admin").RunCommandAsync<BsonDocument>(command);
        }
        catch (MongoConnectionException)
        {
            // Older servers close the connection when they execute the command.
        }
    }
}
