using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>Transactions that a host has started and not finished.</summary>
internal static class OpenTransactions
{
    /// <summary>Aborts the transactions of the named stores, as the server does when they exceed its lifetime limit.</summary>
    public static void Kill(params string[] names)
    {
        var admin = MongoServer.Client.GetDatabase("admin");
        var open = admin.Aggregate<BsonDocument>(new BsonDocument[]
        {
            new("$currentOp", new BsonDocument { { "allUsers", true }, { "idleSessions", true } }),
            new("$match", new BsonDocument { { "appName", new BsonDocument("$in", new BsonArray(names)) }, { "transaction", new BsonDocument("$exists", true) } }),

            // Projected, because the complete documents of some server versions contain a duplicate member.
            new("$project", new BsonDocument("session", "$lsid.id")),
        });

        // One session per command: an empty list would end all sessions.
        foreach (var transaction in open.ToList())
        {
            var session = new BsonDocument("id", transaction["session"]);
            admin.RunCommand<BsonDocument>(new BsonDocument("killSessions", new BsonArray { session }));
        }
    }
}
