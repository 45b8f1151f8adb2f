using MongoDB.Bson;
using Wesog.Operations;

namespace Wesog.MongoDB.Documents;

/// <summary>Encodes a skipped item: <c>{position, image_id}</c>.</summary>
internal static class SkippedDocument
{
    private const string Position = "position";
    private const string ImageId = "image_id";

    public static BsonArray Encode(IEnumerable<SkippedItem> items) =>
        [.. items.Select(item => new BsonDocument { { Position, item.Position }, { ImageId, item.ImageId } })];

    /// <summary>Decodes at most <paramref name="most"/> items, from the first.</summary>
    public static SkippedItem[] Decode(BsonArray items, int most) =>
        [.. items.Take(most).Select(item => new SkippedItem(item[Position].ToInt32(), item[ImageId].AsString))];
}
