using System.Text;
using MongoDB.Bson;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Encodes an operation's payload in documents of at most one mebibyte, or larger if a single item or the errors are larger: <c>items:
/// [{position, method, id, lang?, conditions?, json}]</c>. The first document starts with <c>language</c>, <c>rejections: {count, truncated, errors,
/// error_counts?}</c> and, of an edit by query, <c>edit</c> (<see cref="ConditionDocuments"/>). Methods are numbers. The JSON is binary, because the server does not query it.
/// </summary>
/// <remarks>The digest of the item errors is not stored. Only the fingerprint uses it, and the fingerprint is computed earlier.</remarks>
internal static class WorkDocument
{
    public const int PartBytes = 1 << 20;

    // Upper bounds for the first part without errors and items, and for an item without id and JSON.
    private const int HeadOverhead = 96;
    private const int ItemOverhead = 75;

    /// <summary>Encodes the payload in at least one part, without <c>_id</c>. The parts need no disposal.</summary>
    public static IReadOnlyList<RawBsonDocument> Encode(OperationPayload payload)
    {
        var parts = new List<RawBsonDocument>();
        var rest = HeadOverhead + PayloadCodec.Measure(payload) + ((long)ItemOverhead * payload.Items.Count);
        var writer = new BsonByteWriter((int)Math.Min(rest, PartBytes));
        writer.At("language"u8).Text(payload.TextLanguage.ToCode());
        writer.At("rejections"u8).Document(Encode(payload.ItemErrors).ToBson());
        if (payload.Edit is { } edit)
        {
            writer.At("edit"u8).Document(ConditionDocuments.Encode(edit).ToBson());
        }

        var items = writer.At("items"u8).OpenArray();
        var count = 0;
        foreach (var item in payload.Items)
        {
            if (count > 0 && writer.Length + Measure(item) > PartBytes)
            {
                writer.Close(items);
                parts.Add(writer.ToDocument());
                rest -= writer.Length;
                writer = new((int)Math.Min(rest, PartBytes));
                items = writer.At("items"u8).OpenArray();
                count = 0;
            }

            Write(writer.At(count++), item);
        }

        writer.Close(items);
        parts.Add(writer.ToDocument());
        return parts;
    }

    /// <param name="parts">All parts, in order.</param>
    /// <returns>The payload. It does not use the documents' memory.</returns>
    /// <exception cref="InvalidDataException">The documents are not parts of a payload.</exception>
    public static OperationPayload Decode(IReadOnlyList<RawBsonDocument> parts)
    {
        if (parts.Count == 0)
        {
            throw new InvalidDataException("The items of an operation are missing.");
        }

        // The JSON of all items stays in one copy of the part, which avoids an array per item.
        var bytes = parts[0].CopyBytes();
        var reader = new BsonByteReader(bytes);
        reader.Expect("language"u8);
        var language = reader.Language();
        reader.Expect("rejections"u8);
        var itemErrors = new RawBsonDocument(bytes[reader.Document()]);
        reader.Read();
        QueryEdit? edit = null;
        if (reader.Name.SequenceEqual("edit"u8))
        {
            edit = ConditionDocuments.DecodeEdit(new RawBsonDocument(bytes[reader.Document()]));
            reader.Read();
        }

        var items = new List<BatchItem>();
        ReadItems(ref reader, bytes, items);
        foreach (var part in parts.Skip(1))
        {
            bytes = part.CopyBytes();
            reader = new(bytes);
            reader.Read();
            ReadItems(ref reader, bytes, items);
        }

        return new(items, Decode(itemErrors), language) { Edit = edit };
    }

    private static int Measure(BatchItem item) => ItemOverhead + Encoding.UTF8.GetByteCount(item.ImageId) + item.Json.Length
        + (ConditionDocuments.Encode(item)?.ToBson().Length ?? 0);

    private static void Write(BsonByteWriter writer, BatchItem item)
    {
        var start = writer.OpenDocument();
        writer.At("position"u8).Int32(item.Position);
        writer.At("method"u8).Int32((int)item.Method);
        writer.At("id"u8).Text(item.ImageId);
        if (item.Lang is { } lang)
        {
            writer.At("lang"u8).Text(lang.ToCode());
        }

        if (ConditionDocuments.Encode(item) is { } conditions)
        {
            writer.At("conditions"u8).Document(conditions.ToBson());
        }

        writer.At("json"u8).Binary(item.Json.Span);
        writer.Close(start);
    }

    private static void ReadItems(ref BsonByteReader reader, byte[] bytes, List<BatchItem> items)
    {
        if (!reader.Name.SequenceEqual("items"u8))
        {
            throw reader.Unexpected();
        }

        reader.Enter(BsonType.Array);
        while (reader.Read())
        {
            reader.Enter();
            items.Add(ReadItem(ref reader, bytes));
            reader.Leave();
        }
    }

    private static BatchItem ReadItem(ref BsonByteReader reader, byte[] bytes)
    {
        reader.Expect("position"u8);
        var position = reader.Int32();
        reader.Expect("method"u8);
        var method = (ItemMethod)reader.Int32();
        reader.Expect("id"u8);
        var id = Encoding.UTF8.GetString(reader.Text());
        reader.Read();
        var lang = default(Language?);
        if (reader.Name.SequenceEqual("lang"u8))
        {
            lang = reader.Language();
            reader.Read();
        }

        BsonDocument? conditions = null;
        if (reader.Name.SequenceEqual("conditions"u8))
        {
            conditions = new RawBsonDocument(bytes[reader.Document()]);
            reader.Read();
        }

        var item = reader.Name.SequenceEqual("json"u8) ? new BatchItem(position, method, id, lang, bytes.AsMemory(reader.Binary())) : throw reader.Unexpected();
        return conditions is null ? item : ConditionDocuments.Decode(conditions, item);
    }

    private static BsonDocument Encode(ItemErrors itemErrors) => new()
    {
        { "count", itemErrors.Count },
        { "truncated", itemErrors.Truncated },
        { "errors", ItemDocuments.Encode(itemErrors.Errors) },
        { "error_counts", () => ItemDocuments.Encode(itemErrors.ErrorCounts), itemErrors.ErrorCounts.Count > 0 },
    };

    private static ItemErrors Decode(BsonDocument itemErrors) => new(
        itemErrors["count"].ToInt32(), ItemDocuments.DecodeErrors(itemErrors["errors"]), itemErrors["truncated"].AsBoolean, default)
    {
        // Operations of earlier program versions have no error counts.
        ErrorCounts = itemErrors.TryGetValue("error_counts", out var counts) ? ItemDocuments.DecodeCounts(counts) : [],
    };
}
