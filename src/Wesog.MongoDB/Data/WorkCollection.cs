using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes the items of unfinished operations. A small operation embeds them in its own document, which saves a write; a large one
/// has separate documents.
/// </summary>
internal sealed class WorkCollection(IMongoCollection<BsonDocument> work, IMongoCollection<RawBsonDocument> raw)
{
    private const int EmbeddedBytes = 64 << 10;

    /// <summary>Embeds the items in the operation's document, or returns separate documents for them.</summary>
    /// <returns>Documents for <see cref="InsertAsync"/>; empty if the items are embedded.</returns>
    public static IEnumerable<BsonDocument> Place(BsonDocument operation, IReadOnlyList<RawBsonDocument> parts)
    {
        if (parts is [{ Slice.Length: <= EmbeddedBytes }])
        {
            operation.Add(OperationFields.Work, parts[0]);
            return [];
        }

        operation.Add(OperationFields.Parts, parts.Count);
        var id = operation["_id"];
        return parts.Select((part, index) => new BsonDocument
        {
            { "_id", Ids.Part(id["tenant"].AsString, id["number"].AsInt64, index) }, { "part", part },
        });
    }

    public Task InsertAsync(
        IClientSessionHandle session, IReadOnlyCollection<BsonDocument> documents, CancellationToken cancellationToken) =>
        documents.Count == 0 ? Task.CompletedTask : work.InsertManyAsync(session, documents, cancellationToken: cancellationToken);

    /// <summary>Reads the items of an operation.</summary>
    /// <exception cref="StoreDamagedException">The items are damaged.</exception>
    public async Task<OperationPayload> ReadAsync(IClientSessionHandle session, BsonDocument operation, CancellationToken cancellationToken)
    {
        if (operation.TryGetValue(OperationFields.Work, out var embedded))
        {
            return Decode(operation, [new RawBsonDocument(embedded.ToBson())]);
        }

        var parts = await raw
            .Find(session, PartsOf(operation)).Sort(new BsonDocument("_id", 1)).ToListAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Decode(operation, [.. parts.Select(part => (RawBsonDocument)part["part"])]);
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    /// <summary>Deletes the separate item documents of operations.</summary>
    public async Task DeleteAsync(IClientSessionHandle session, IEnumerable<BsonDocument> operations, CancellationToken cancellationToken)
    {
        foreach (var operation in operations.Where(operation => operation.Contains(OperationFields.Parts)))
        {
            await work.DeleteManyAsync(session, PartsOf(operation), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static OperationPayload Decode(BsonDocument operation, IReadOnlyList<RawBsonDocument> parts) =>
        Failures.Decode(parts, WorkDocument.Decode, _ => $"payload of {OperationCollection.Describe(operation)}");

    private static BsonDocument PartsOf(BsonDocument operation)
    {
        var id = operation["_id"];
        var keys = Enumerable.Range(0, operation[OperationFields.Parts].AsInt32)
            .Select(part => Ids.Part(id["tenant"].AsString, id["number"].AsInt64, part));
        return new("_id", new BsonDocument("$in", new BsonArray(keys)));
    }
}
