using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>Transactions that a host has begun and not ended.</summary>
internal static class OpenTransactions
{
    /// <summary>Ends the one that a store of a name has, as the server itself does when it is older than its limit.</summary>
    public static void Kill(string name)
    {
        var admin = MongoServer.Client.GetDatabase("admin");
        var open = admin.Aggregate<BsonDocument>(new BsonDocument[]
        {
            new("$currentOp", new BsonDocument { { "allUsers", true }, { "idleSessions", true } }),
            new("$match", new BsonDocument { { "appName", name }, { "transaction", new BsonDocument("$exists", true) } }),

            // Whole, the documents of some versions name a member twice.
            new("$project", new BsonDocument("session", "$lsid.id")),
        });

        // Never an empty list: that would mean all sessions there are.
        var session = open.Single()["session"];
        admin.RunCommand<BsonDocument>(new BsonDocument("killSessions", new BsonArray { new BsonDocument("id", session) }));
    }
}
