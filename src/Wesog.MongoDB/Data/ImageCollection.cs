using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Images;
using Wesog.MongoDB.Documents;
using Wesog.Query;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Reads and writes images.</summary>
internal sealed class ImageCollection(IMongoCollection<RawBsonDocument> images)
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

    /// <summary>Gives a scan a tenant's images, ordered by id.</summary>
    /// <param name="session">The session of the transaction.</param>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="resume">Waits when the scan pauses.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    public async Task ScanAsync(
        IClientSessionHandle session, string tenant, ImageScan scan, Func<CancellationToken, ValueTask> resume, CancellationToken cancellationToken)
    {
        do
        {
            if (scan.Offset <= int.MaxValue)
            {
                await GiveAsync(session, tenant, scan, resume, cancellationToken).ConfigureAwait(false);
            }
        }
        while (scan.NeedsPass());
    }

    /// <summary>
    /// Writes the changes of a plan, each kind in id order. <paramref name="isNew"/> returns whether an image is known, or expected, not to
    /// exist. A wrong expectation fails with a duplicate key.
    /// </summary>
    /// <returns>The change of the number of images.</returns>
    public async Task<long> WriteAsync(
        IClientSessionHandle session, string tenant, CommitPlan plan, Func<string, bool> isNew, CancellationToken cancellationToken)
    {
        var inserts = new List<RawBsonDocument>();
        var changes = new List<WriteModel<RawBsonDocument>>();
        foreach (var write in plan.SortWrites())
        {
            if (write.Image is { } added && isNew(write.Id))
            {
                inserts.Add(ImageDocument.Encode(tenant, added));
                continue;
            }

            var id = new BsonDocument("_id", Ids.Image(tenant, write.Id));
            changes.Add(write.Image is { } image
                ? new ReplaceOneModel<RawBsonDocument>(id, ImageDocument.Encode(tenant, image)) { IsUpsert = true }
                : new DeleteOneModel<RawBsonDocument>(id));
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

    private async Task GiveAsync(
        IClientSessionHandle session, string tenant, ImageScan scan, Func<CancellationToken, ValueTask> resume, CancellationToken cancellationToken)
    {
        var isDescending = scan.Order == ScanOrder.ByIdDescending;
        var ids = isDescending ? Ids.Range(tenant, "id", before: scan.After) : Ids.Range(tenant, "id", after: scan.After);
        var most = (int)Math.Min(scan.MaxImages ?? 0, int.MaxValue);
        using var cursor = await images
            .Find(session, new BsonDocument("_id", ids)).Sort(new BsonDocument("_id", isDescending ? -1 : 1)).Skip((int)scan.Offset).Limit(most)
            .ToCursorAsync(cancellationToken).ConfigureAwait(false);
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var document in cursor.Current)
            {
                using (document)
                {
                    var step = scan.Add(Decode(document));
                    if (step == ScanStep.Stop)
                    {
                        return;
                    }

                    if (step == ScanStep.Pause)
                    {
                        await resume(cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    /// <summary>Decodes an image.</summary>
    /// <inheritdoc cref="Failures.Decode" path="/exception"/>
    private static StoredImage Decode(RawBsonDocument document) =>
        Failures.Decode(document, ImageDocument.Decode, found => $"image {found.GetValue("_id", BsonNull.Value)}");

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
