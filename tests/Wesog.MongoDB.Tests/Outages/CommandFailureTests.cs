using MongoDB.Bson;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>
/// Commands fail at the server while an engine submits and carries out, once or several times in a row, with and without
/// having taken effect: nothing is lost, nothing is doubled, and all of it ends by itself.
/// </summary>
[Collection(ServerWide.Name)]
public sealed class CommandFailureTests(ITestOutputHelper output) : DatabaseTests
{
    private readonly string _name = $"failing-{Guid.NewGuid():N}";

    // Without effect.
    [Theory]
    [InlineData("commitTransaction", "{ closeConnection: true }")]
    [InlineData("commitTransaction", "{ errorCode: 91 }")]
    [InlineData("commitTransaction", "{ errorCode: 189 }")]
    [InlineData("commitTransaction", "{ errorCode: 10107 }")]
    [InlineData("commitTransaction", "{ errorCode: 251, errorLabels: ['TransientTransactionError'] }")]

    // With effect, but who asked is told that it may be undone.
    [InlineData("commitTransaction", "{ writeConcernError: { code: 91, errmsg: 'shutting down' } }")]
    [InlineData("commitTransaction", "{ writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } }")]

    // Within a transaction, or beside it.
    [InlineData("insert", "{ closeConnection: true }")]
    [InlineData("insert", "{ errorCode: 112, errorLabels: ['TransientTransactionError'] }")]
    [InlineData("update", "{ closeConnection: true }")]
    [InlineData("findAndModify", "{ closeConnection: true }")]
    [InlineData("find", "{ closeConnection: true }")]
    [InlineData("aggregate", "{ closeConnection: true }")]
    [InlineData("getMore", "{ closeConnection: true }")]
    [InlineData("abortTransaction", "{ closeConnection: true }")]
    public async Task Operations_are_neither_lost_nor_duplicated_by_temporary_failures(string command, string failure)
    {
        await using var ledger = await Ledger.OpenAsync(Database);

        // Who hears of a primary that has stepped down waits for the next heartbeat, and here no real one has.
        await using var engine = await ImageEngine.StartNewAsync(
            Database.Store(name: _name, configure: settings => settings.HeartbeatInterval = TimeSpan.FromSeconds(1)));
        foreach (var times in (int[])[1, 4])
        {
            var load = new SteadyLoad([engine], $"after-{times}", tenants: 2, rounds: 6);
            await using (await FailPoint.TurnOnAsync(_name, [command], BsonDocument.Parse(failure), times))
            {
                await load.RunAsync();
            }

            output.WriteLine($"{times} failures: {load.Outages} calls met them");
            await load.AssertLeftAsync(Database, await ledger.ReadAsync());
            await Eventually.IsTrueAsync(() => engine.IsReadyAsync(), "the engine is ready");
        }
    }
}
