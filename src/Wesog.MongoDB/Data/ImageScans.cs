using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Indexing;
using Wesog.Query;

namespace Wesog.MongoDB.Data;

/// <summary>Gives scans a tenant's images: those that the index finds and those that are not in it, or all.</summary>
internal sealed class ImageScans(IMongoCollection<RawBsonDocument> images, StoreIndex index)
{
    private const int FirstIds = 100;
    private const int IdsPerFind = 1_000;

    /// <summary>The number of images that are too many to be sorted: to read them takes longer than a walk by id until a page is full. 20,000 unless a test changes it.</summary>
    internal int MaxSorted { get; set; } = 20_000;

    /// <summary>Gives a scan images.</summary>
    /// <param name="session">The session of the transaction.</param>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="resume">Waits when the scan pauses.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    public async Task RunAsync(
        IClientSessionHandle session, string tenant, ImageScan scan, Func<CancellationToken, ValueTask> resume, CancellationToken cancellationToken)
    {
        if (scan.Offset > int.MaxValue)
        {
            // There are not so many images.
            return;
        }

        var finds = await OpenAsync(session, tenant, scan, cancellationToken).ConfigureAwait(false);
        do
        {
            foreach (var find in finds)
            {
                if (!await GiveAsync(find, scan, resume, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        while (scan.NeedsPass());
    }

    /// <returns>What to read, in the order of the scan.</returns>
    private async Task<IEnumerable<IFindFluent<RawBsonDocument, RawBsonDocument>>> OpenAsync(
        IClientSessionHandle session, string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        var isDescending = scan.Order == ScanOrder.ByIdDescending;
        var range = isDescending ? Ids.Range(tenant, "id", before: scan.After) : Ids.Range(tenant, "id", after: scan.After);
        var order = new BsonDocument("_id", isDescending ? -1 : 1);
        if (index.Narrow(scan) is not { } condition)
        {
            var most = (int)Math.Min(scan.MaxImages ?? 0, int.MaxValue);
            return [images.Find(session, new BsonDocument("_id", range)).Sort(order).Skip((int)scan.Offset).Limit(most)];
        }

        var byIndex = IndexFilters.ByIndex(tenant, condition, index.Terms.Version);
        if (scan.Order == ScanOrder.Any)
        {
            return [images.Find(session, byIndex)];
        }

        var ids = await images
            .Find(session, byIndex).Project(new BsonDocument("_id", 1)).Limit(MaxSorted).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (ids.Count == MaxSorted)
        {
            var all = new FindOptions { Hint = new BsonDocument("_id", 1) };
            return [images.Find(session, IndexFilters.ById(range, condition, index.Terms.Version), all).Sort(order)];
        }

        return Sort(ids.Select(found => found["_id"].AsBsonDocument["id"].AsString), scan.After, isDescending)
            .Select(chunk => new BsonDocument("_id", new BsonDocument("$in", new BsonArray(chunk.Select(id => Ids.Image(tenant, id))))))
            .Select(filter => images.Find(session, filter).Sort(order));
    }

    /// <summary>Divides ids after another into parts, in their order: a small one, because a page is often full then, and larger ones.</summary>
    private static IEnumerable<string[]> Sort(IEnumerable<string> ids, string? after, bool isDescending)
    {
        var sign = isDescending ? -1 : 1;
        var sorted = ids.Select(id => (Text: id, Bytes: Encoding.UTF8.GetBytes(id))).ToList();
        sorted.Sort((a, b) => sign * a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        var start = after is null ? 0 : sorted.FindIndex(id => sign * id.Bytes.AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(after)) > 0);
        var wanted = start < 0 ? [] : sorted[start..].ConvertAll(id => id.Text);
        return [[.. wanted.Take(FirstIds)], .. wanted.Skip(FirstIds).Chunk(IdsPerFind)];
    }

    /// <returns>Whether the scan takes more.</returns>
    private static async Task<bool> GiveAsync(
        IFindFluent<RawBsonDocument, RawBsonDocument> find, ImageScan scan, Func<CancellationToken, ValueTask> resume, CancellationToken cancellationToken)
    {
        using var cursor = await find.ToCursorAsync(cancellationToken).ConfigureAwait(false);
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var document in cursor.Current)
            {
                using (document)
                {
                    var step = scan.Add(ImageCollection.Decode(document));
                    if (step == ScanStep.Stop)
                    {
                        return false;
                    }

                    if (step == ScanStep.Pause)
                    {
                        await resume(cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }

        return true;
    }
}
