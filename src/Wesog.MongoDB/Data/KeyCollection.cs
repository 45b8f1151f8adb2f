using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Reads and writes the bindings of idempotency keys. The <c>_id</c> index makes them unique.</summary>
internal sealed class KeyCollection(IMongoCollection<BsonDocument> keys)
{
    public Task InsertAsync(
        IClientSessionHandle session,
        string tenant,
        IReadOnlyCollection<(IdempotencyBinding Binding, long Number)> bindings,
        CancellationToken cancellationToken) =>
        bindings.Count == 0
            ? Task.CompletedTask
            : keys.InsertManyAsync(
                session,
                bindings.Select(bound => new BsonDocument
                {
                    { "_id", Ids.Idempotency(tenant, bound.Binding.Key) },
                    { "number", bound.Number },
                    { "fingerprint", bound.Binding.Fingerprint.ToArray() },
                }),
                cancellationToken: cancellationToken);

    /// <summary>Finds the bindings of the given keys. Keys that are not bound are absent.</summary>
    public async Task<Dictionary<string, (long Number, ReadOnlyMemory<byte> Fingerprint)>> FindAsync(
        IClientSessionHandle session, string tenant, IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        var found = await keys.Find(session, ByKeys(tenant, wanted)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(
            document => document["_id"]["key"].AsString,
            document => (document["number"].AsInt64, (ReadOnlyMemory<byte>)document["fingerprint"].AsByteArray),
            StringComparer.Ordinal);
    }

    public Task DeleteAsync(
        IClientSessionHandle session, string tenant, IReadOnlyCollection<string> unbound, CancellationToken cancellationToken) =>
        unbound.Count == 0
            ? Task.CompletedTask
            : keys.DeleteManyAsync(session, ByKeys(tenant, unbound), cancellationToken: cancellationToken);

    private static BsonDocument ByKeys(string tenant, IEnumerable<string> wanted) =>
        new("_id", new BsonDocument("$in", new BsonArray(wanted.Select(key => Ids.Idempotency(tenant, key)))));
}
