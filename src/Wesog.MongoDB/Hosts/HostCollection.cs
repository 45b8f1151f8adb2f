using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Hosts;

/// <summary>Reads and writes host registrations: each host's sessions and registration expiry.</summary>
internal sealed class HostCollection(IMongoCollection<BsonDocument> hosts)
{
    /// <summary>Writes a host's registration with a lifetime from now.</summary>
    public Task WriteAsync(
        string id, string? user, IEnumerable<string> owners, IEnumerable<Guid> sessions, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var members = new BsonDocument
        {
            { "until", new BsonDocument("$add", new BsonArray { "$$NOW", (long)lifetime.TotalMilliseconds }) },
            { "user", Literal(user is null ? BsonNull.Value : user) },
            { "owners", Literal(new BsonArray(owners)) },
            { "sessions", Literal(new BsonArray(sessions.Select(SessionIds.Encode))) },
        };
        PipelineDefinition<BsonDocument, BsonDocument> set = new BsonDocument[] { new("$set", members) };
        return hosts.UpdateOneAsync(new BsonDocument("_id", id), set, new UpdateOptions { IsUpsert = true }, cancellationToken);
    }

    public async Task<IReadOnlyList<RegisteredHost>> ListAsync(CancellationToken cancellationToken)
    {
        var remaining = new BsonDocument("$subtract", new BsonArray { "$until", "$$NOW" });
        var found = await hosts
            .Aggregate()
            .AppendStage<BsonDocument>(new BsonDocument("$addFields", new BsonDocument("remaining", remaining)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(Decode)];
    }

    /// <summary>Deletes a host's registration.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        hosts.DeleteOneAsync(new BsonDocument("_id", id), cancellationToken);

    /// <summary>Deletes a registration, unless it has been renewed since it was read.</summary>
    /// <returns>True if this call deleted it.</returns>
    public async Task<bool> TryDeleteAsync(RegisteredHost host, CancellationToken cancellationToken)
    {
        var deleted = await hosts
            .DeleteOneAsync(new BsonDocument { { "_id", host.Id }, { "until", host.Until } }, cancellationToken).ConfigureAwait(false);
        return deleted.DeletedCount == 1;
    }

    private static RegisteredHost Decode(BsonDocument document) => new(
        document["_id"].AsString,
        document["user"] is BsonString user ? user.Value : null,
        [.. document["owners"].AsBsonArray.Select(owner => owner.AsString)],
        [.. document["sessions"].AsBsonArray.Select(SessionIds.Decode)],
        document["until"],
        TimeSpan.FromMilliseconds(document["remaining"].ToDouble()));

    private static BsonDocument Literal(BsonValue value) => new("$literal", value);
}
