using System.Buffers;
using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.MongoDB.Indexing;

/// <summary>Adds images to the index: gives their documents the terms and the version.</summary>
/// <remarks>Not in a transaction. An image that is written meanwhile is left as it is.</remarks>
internal sealed class IndexSlice(IMongoCollection<RawBsonDocument> images, ImageIndex terms)
{
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    /// <param name="count">The largest number of images.</param>
    /// <param name="cancellationToken">Cancels the call; some images may have been added.</param>
    /// <returns>The number of images that were added; smaller than the count if there are no more, or if others wrote some meanwhile.</returns>
    public async Task<long> AddAsync(int count, CancellationToken cancellationToken)
    {
        var found = await images
            .Find(IndexFilters.NotIn(terms.Version)).Limit(count).Project<RawBsonDocument>(new BsonDocument(IndexFields.Terms, 0))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return found.Count > 0
                ? (await images.BulkWriteAsync(found.Select(Update), Unordered, cancellationToken).ConfigureAwait(false)).ModifiedCount
                : 0;
        }
        finally
        {
            found.ForEach(image => image.Dispose());
        }
    }

    private UpdateOneModel<RawBsonDocument> Update(RawBsonDocument image)
    {
        // A write changes the version; one of a host without an index removes it, and changes another of these members.
        var unchanged = new BsonDocument("_id", image["_id"]);
        unchanged.Add(IndexFields.Version, image.GetValue(IndexFields.Name, BsonNull.Value) is BsonDocument read ? read.GetValue("version", BsonNull.Value) : BsonNull.Value);
        foreach (var member in (string[])["revision", "created_at", "updated_at"])
        {
            unchanged.Add(member, image.GetValue(member, BsonNull.Value));
        }

        var place = new BsonDocument { { "version", terms.Version }, { "terms", TermsOf(image) } };
        return new(unchanged, new BsonDocument("$set", new BsonDocument(IndexFields.Name, place)));
    }

    private BsonArray TermsOf(RawBsonDocument document)
    {
        var text = new ArrayBufferWriter<byte>();
        try
        {
            Failures.Decode(document, found => terms.WriteTerms(ImageDocument.Decode(found), text), ImageCollection.Describe);
        }
        catch (StoreDamagedException)
        {
            // Every query meets the damage.
            text.Clear();
            ImageIndex.WriteUnknown(text);
        }

        var texts = Encoding.UTF8.GetString(text.WrittenSpan).Split((char)ImageIndex.Separator, StringSplitOptions.RemoveEmptyEntries);
        return new(texts.Distinct(StringComparer.Ordinal));
    }
}
