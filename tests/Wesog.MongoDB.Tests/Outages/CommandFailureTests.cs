using MongoDB.Bson;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>
/// Commands fail on the server while an engine submits and executes, once or several times in a row, with and without taking
/// effect. No operation is lost or duplicated, and every operation finishes without intervention.
/// </summary>
[Collection(ServerWide.Name)]
public sealed class CommandFailureTests(ITestOutputHelper output) : DatabaseTests
{
    private readonly string _name = $"failing-{Guid.NewGuid():N}";

    // The command does not take effect.
    [Theory]
    [InlineData("commitTransaction", "{ closeConnection: true }")]
    [InlineData("commitTransaction", "{ errorCode: 91 }")]
    [InlineData("commitTransaction", "{ errorCode: 189 }")]
    [InlineData("commitTransaction", "{ errorCode: 10107 }")]
    [InlineData("commitTransaction", "{ errorCode: 251, errorLabels: ['TransientTransactionError'] }")]

    // The command takes effect, but the server reports that it may be rolled back.
    [InlineData("commitTransaction", "{ writeConcernError: { code: 91, errmsg: 'shutting down' } }")]
    [InlineData("commitTransaction", "{ writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } }")]

    // Within or outside a transaction.
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

        // After a "not primary" error the driver waits for the next heartbeat. No real step-down triggers one, so the interval is short.
        await using var engine = await ImageEngine.StartNewAsync(
            Database.Store(name: _name, configure: settings => settings.HeartbeatInterval = TimeSpan.FromSeconds(1)));
        foreach (var times in (int[])[1, 4])
        {
            var load = new SteadyLoad([engine], $"after-{times}", tenants: 2, rounds: 6);
            await using (await FailPoint.TurnOnAsync(_name, [command], BsonDocument.Parse(failure), times))
            {
                await load.RunAsync();
            }

            output.WriteLine($"{times} failures: {load.Outages} calls were affected");
            await load.AssertLeftAsync(Database, await ledger.ReadAsync());
            await Eventually.IsTrueAsync(() => engine.IsReadyAsync(), "the engine is ready");
        }
    }
}
