using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;

namespace Wesog.MongoDB.Indexing;

/// <summary>
/// The document that says which version of the index the hosts keep, and which host adds images to it. It only saves work: each image has the version of its own terms.
/// </summary>
/// <param name="about">The collection.</param>
/// <param name="host">The id of this host.</param>
internal sealed class IndexLease(IMongoCollection<BsonDocument> about, string host)
{
    private const string Id = "index";
    private const string Now = "$$NOW";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Decides for a version. The hosts that keep another one add no more images.</summary>
    public Task SetVersionAsync(string version, CancellationToken cancellationToken) =>
        Upserts.RunAsync(about, Id, new("$set", new BsonDocument("version", version)), cancellationToken);

    /// <summary>Takes or renews the lease, for 30 s.</summary>
    /// <returns>False if another host has it, if hosts decided for another version, or if a commit needs a pause.</returns>
    public async Task<bool> TryTakeAsync(string version, CancellationToken cancellationToken)
    {
        // In BSON order, a missing time compares less than any time.
        var isFree = new BsonDocument("$or", new BsonArray { Compare("$eq", "$host", Literal(host)), Compare("$lt", "$until", Now) });
        var filter = new BsonDocument
        {
            { "_id", Id }, { "version", version }, { "$expr", new BsonDocument("$and", new BsonArray { isFree, Compare("$lt", "$paused_until", Now) }) },
        };
        var taken = await about
            .UpdateOneAsync(filter, Set(new() { { "host", Literal(host) }, { "until", After(Duration) } }), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return taken.MatchedCount == 1;
    }

    /// <summary>Gives the lease back, if this host has it.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => about.UpdateOneAsync(
        new BsonDocument { { "_id", Id }, { "host", host } },
        new BsonDocument("$unset", new BsonDocument { { "host", "" }, { "until", "" } }),
        cancellationToken: cancellationToken);

    /// <summary>Lets no host add images for 10 s, because a commit writes the same ones.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) =>
        about.UpdateOneAsync(new BsonDocument("_id", Id), Set(new("paused_until", After(Pause))), cancellationToken: cancellationToken);

    private static BsonDocument Compare(string operation, BsonValue left, BsonValue right) => new(operation, new BsonArray { left, right });

    private static BsonDocument Literal(string text) => new("$literal", text);

    private static BsonDocument After(TimeSpan duration) => new("$add", new BsonArray { Now, (long)duration.TotalMilliseconds });

    private static PipelineDefinition<BsonDocument, BsonDocument> Set(BsonDocument members) => new BsonDocument[] { new("$set", members) };
}
