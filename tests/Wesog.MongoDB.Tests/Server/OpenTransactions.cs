using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>Transactions that a host has begun and not ended.</summary>
internal static class OpenTransactions
{
    /// <summary>Ends those that stores of some names have, as the server itself does when they are older than its limit.</summary>
    public static void Kill(params string[] names)
    {
        var admin = MongoServer.Client.GetDatabase("admin");
        var open = admin.Aggregate<BsonDocument>(new BsonDocument[]
        {
            new("$currentOp", new BsonDocument { { "allUsers", true }, { "idleSessions", true } }),
            new("$match", new BsonDocument { { "appName", new BsonDocument("$in", new BsonArray(names)) }, { "transaction", new BsonDocument("$exists", true) } }),

            // Whole, the documents of some versions name a member twice.
            new("$project", new BsonDocument("session", "$lsid.id")),
        });

        // Never an empty list: that would mean all sessions there are.
        foreach (var transaction in open.ToList())
        {
            var session = new BsonDocument("id", transaction["session"]);
            admin.RunCommand<BsonDocument>(new BsonDocument("killSessions", new BsonArray { session }));
        }
    }
}
