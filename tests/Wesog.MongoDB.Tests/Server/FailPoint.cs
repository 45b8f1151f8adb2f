using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>
/// Lets commands of one host fail on the server until it is disposed. The server has only one such fail point, and only if test
/// commands are enabled. Otherwise the test is skipped.
/// </summary>
internal sealed class FailPoint : IAsyncDisposable
{
    private const int CommandNotFound = 59;

    private static IMongoDatabase Admin => MongoServer.Client.GetDatabase("admin");

    /// <param name="name">The name of the store whose commands fail.</param>
    /// <param name="commands">The commands that fail.</param>
    /// <param name="failure">How they fail, as in <c>{ errorCode: 13 }</c>.</param>
    /// <param name="times">The number of failures; null for no limit.</param>
    public static async Task<FailPoint> TurnOnAsync(string name, string[] commands, BsonDocument failure, int? times = null)
    {
        var data = new BsonDocument { { "failCommands", new BsonArray(commands) }, { "appName", name } };
        try
        {
            await SetAsync(new()
            {
                { "configureFailPoint", "failCommand" },
                { "mode", times is { } count ? new BsonDocument("times", count) : "alwaysOn" },
                { "data", data.Merge(failure) },
            });
        }
        catch (MongoCommandException unknown) when (unknown.Code == CommandNotFound)
        {
            Assert.Skip("Needs fail points: start the server with --setParameter enableTestCommands=1.");
        }

        return new();
    }

    public async ValueTask DisposeAsync() => await SetAsync(new() { { "configureFailPoint", "failCommand" }, { "mode", "off" } });

    private static Task<BsonDocument> SetAsync(BsonDocument command) => Admin.RunCommandAsync<BsonDocument>(command);
}
