using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Reads and writes the bindings of idempotency keys. The <c>_id</c> index makes them unique.</summary>
internal sealed class KeyCollection(IMongoCollection<BsonDocument> keys)
{
    /// <summary>Returns the document that binds an operation's key; none if it has no key.</summary>
    public static BsonDocument[] Encode(Operation operation, IdempotencyBinding? key) => key is null ? [] :
    [
        new()
        {
            { "_id", Ids.Idempotency(operation.Tenant, key.Key) },
            { "number", operation.Id },
            { "fingerprint", key.Fingerprint.ToArray() },
        },
    ];

    /// <summary>Inserts bindings. Returns false if a key is bound already; the server has then aborted the transaction.</summary>
    public async Task<bool> TryInsertAsync(
        IClientSessionHandle session, IReadOnlyCollection<BsonDocument> bindings, CancellationToken cancellationToken)
    {
        try
        {
            if (bindings.Count > 0)
            {
                await keys.InsertManyAsync(session, bindings, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (MongoException bound) when (Failures.IsDuplicateKey(bound))
        {
            return false;
        }
    }

    /// <summary>Finds the bindings of keys. Keys that are not bound are absent.</summary>
    public async Task<IEnumerable<(string Key, long Number, ReadOnlyMemory<byte> Fingerprint)>> FindAsync(
        IClientSessionHandle session, string tenant, IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        if (Filter(tenant, wanted) is not { } filter)
        {
            return [];
        }

        var found = await keys.Find(session, filter).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.Select(binding => (
            binding["_id"]["key"].AsString, binding["number"].AsInt64, (ReadOnlyMemory<byte>)binding["fingerprint"].AsByteArray));
    }

    public Task DeleteAsync(IClientSessionHandle session, string tenant, IEnumerable<string> unbound, CancellationToken cancellationToken) =>
        Filter(tenant, unbound) is { } filter
            ? keys.DeleteManyAsync(session, filter, cancellationToken: cancellationToken)
            : Task.CompletedTask;

    private static BsonDocument? Filter(string tenant, IEnumerable<string> wanted)
    {
        var ids = new BsonArray(wanted.Select(key => Ids.Idempotency(tenant, key)));
        return ids.Count == 0 ? null : new("_id", new BsonDocument("$in", ids));
    }
}
