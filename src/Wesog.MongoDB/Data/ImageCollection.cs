using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Images;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Indexing;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Reads and writes images.</summary>
internal sealed class ImageCollection(IMongoCollection<RawBsonDocument> images, StoreIndex index)
{
    // Limits the size of the command: an id can have hundreds of bytes.
    private const int IdsPerQuery = 10_000;

    private static readonly InsertManyOptions Ordered = new() { IsOrdered = true };
    private static readonly BulkWriteOptions OrderedWrites = new() { IsOrdered = true };

    /// <summary>Finds images in the session's transaction, or with majority read concern.</summary>
    public async Task<IReadOnlyList<StoredImage>> FindAsync(
        IClientSessionHandle? session, string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<StoredImage>();
        foreach (var chunk in ids.Chunk(IdsPerQuery))
        {
            var wanted = new BsonArray(chunk.Select(id => Ids.Image(tenant, id)));
            var filter = new BsonDocument("_id", new BsonDocument("$in", wanted));
            var find = session is null ? images.Find(filter) : images.Find(session, filter);
            found.AddRange(await ReadAsync(find, chunk.Length, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>
    /// Writes the changes of a plan, each kind in id order. <paramref name="isNew"/> returns whether an image is known, or expected, not to
    /// exist. A wrong expectation fails with a duplicate key.
    /// </summary>
    /// <returns>The change of the number of images.</returns>
    public async Task<long> WriteAsync(
        IClientSessionHandle session, string tenant, CommitPlan plan, Func<string, bool> isNew, CancellationToken cancellationToken)
    {
        ObjectId? version = index.IsKept ? ObjectId.GenerateNewId() : null;
        var inserts = new List<RawBsonDocument>();
        var changes = new List<WriteModel<RawBsonDocument>>();
        foreach (var write in plan.SortWrites())
        {
            if (write.Image is { } added && isNew(write.Id))
            {
                inserts.Add(ImageDocument.Encode(tenant, added, version));
                continue;
            }

            var id = new BsonDocument("_id", Ids.Image(tenant, write.Id));
            changes.Add(write.Image is { } image ? Replace(id, ImageDocument.Encode(tenant, image), version) : new DeleteOneModel<RawBsonDocument>(id));
        }

        var more = (long)inserts.Count;
        if (changes.Count > 0)
        {
            var written = await images.BulkWriteAsync(session, changes, OrderedWrites, cancellationToken).ConfigureAwait(false);
            more += written.Upserts.Count - written.DeletedCount;
        }

        if (inserts.Count > 0)
        {
            await images.InsertManyAsync(session, inserts, Ordered, cancellationToken).ConfigureAwait(false);
        }

        return more;
    }

    // The terms stay until the image is added to the index again, because to remove them, and to add most of them again, costs more than to write the image.
    private static WriteModel<RawBsonDocument> Replace(BsonDocument id, RawBsonDocument image, ObjectId? version)
    {
        if (version is null)
        {
            return new ReplaceOneModel<RawBsonDocument>(id, image) { IsUpsert = true };
        }

        var place = new BsonDocument(IndexFields.Name, new BsonDocument { { "version", version }, { "terms", $"${IndexFields.Terms}" } });
        var replace = new BsonDocument("$replaceWith", new BsonDocument("$mergeObjects", new BsonArray { new BsonDocument("$literal", image), place }));
        return new UpdateOneModel<RawBsonDocument>(
            id, new BsonDocumentStagePipelineDefinition<RawBsonDocument, RawBsonDocument>([replace])) { IsUpsert = true };
    }

    /// <summary>Decodes an image.</summary>
    /// <inheritdoc cref="Failures.Decode" path="/exception"/>
    public static StoredImage Decode(RawBsonDocument document) => Failures.Decode(document, ImageDocument.Decode, Describe);

    /// <summary>Names an image in the description of its damage.</summary>
    public static string Describe(RawBsonDocument document) => $"image {document.GetValue("_id", BsonNull.Value)}";

    private static async Task<List<StoredImage>> ReadAsync(
        IFindFluent<RawBsonDocument, RawBsonDocument> find, int expected, CancellationToken cancellationToken)
    {
        var found = new List<StoredImage>(Math.Min(expected, IdsPerQuery));
        using var cursor = await find.ToCursorAsync(cancellationToken).ConfigureAwait(false);
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var document in cursor.Current)
            {
                using (document)
                {
                    found.Add(Decode(document));
                }
            }
        }

        return found;
    }
}
