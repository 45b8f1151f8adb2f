using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Initialization;

/// <summary>Checks the server: transactions require a replica set or a sharded cluster, version 4.4 or newer.</summary>
internal static class ServerRequirements
{
    private const int WireVersionOf44 = 9;

    public static async Task CheckAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var admin = database.Client.GetDatabase("admin");

        // The older name of "hello", which 4.4.0 and 4.4.1 do not support.
        var answer = await admin
            .RunCommandAsync<BsonDocument>(new BsonDocument("isMaster", 1), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (FaultOf(answer) is { } fault)
        {
            throw StoreInitializer.Failure(fault);
        }
    }

    /// <summary>Returns why the server cannot be used, from its answer to <c>isMaster</c>, or null if it can.</summary>
    public static string? FaultOf(BsonDocument answer)
    {
        if (answer.GetValue("maxWireVersion", 0).ToInt32() < WireVersionOf44)
        {
            return "The server is older than MongoDB 4.4. Upgrade it.";
        }

        return answer.Contains("setName") || answer.GetValue("msg", "") == "isdbgrid"
            ? null
            : "The server is standalone, and transactions need a replica set. Start it with --replSet rs0 and run rs.initiate() once; one member will do.";
    }
}
