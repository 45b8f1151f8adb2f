using System.Buffers;
using System.Text;
using System.Text.Json;
using MongoDB.Bson;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Encodes an image as a document: <c>_id: {tenant, id}</c>, <c>lang</c>, <c>revision</c>, <c>created_at</c>, <c>updated_at</c>, then its
/// other members under their own names, in canonical JSON order, as BSON values that can be queried. Then <c>_index</c>, if the image is to be in the index of terms.
/// </summary>
/// <remarks>
/// Converts JSON to BSON in one pass, and back to identical bytes. <c>date</c> stays text: a calendar date, month or year is not a point in
/// time, and text sorts in the same order.
/// </remarks>
internal static class ImageDocument
{
    // The approximate size of the header without its text.
    private const int HeaderBytes = 128;

    // What follows is the image's place in the index.
    private static ReadOnlySpan<byte> IndexName => "_index"u8;

    /// <summary>Encodes an image. The document needs no disposal.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="image">The image.</param>
    /// <param name="write">Identifies this write, in the place of the version of the terms; null if there is no index.</param>
    public static RawBsonDocument Encode(string tenant, StoredImage image, ObjectId? write = null)
    {
        // A list entry is a few bytes larger than in JSON. Other members have about the same size.
        var writer = new BsonByteWriter(HeaderBytes + tenant.Length + image.Json.Length + (image.Json.Length / 8));
        var id = writer.At("_id"u8).OpenDocument();
        writer.At("tenant"u8).Text(tenant);
        writer.At("id"u8).Text(image.Id);
        writer.Close(id);
        writer.At("lang"u8).Text(image.Lang.ToCode());
        writer.At("revision"u8).Int64(image.Revision);
        writer.At("created_at"u8).Time(image.CreatedAt);
        writer.At("updated_at"u8).Time(image.UpdatedAt);
        WriteMembers(writer, image.Json.Span);
        if (write is { } version)
        {
            var place = writer.At(IndexName).OpenDocument();
            writer.At("version"u8).Id(version);
            writer.Close(place);
        }

        return writer.ToDocument();
    }

    /// <summary>Decodes an image. The result does not use the document's memory.</summary>
    /// <exception cref="InvalidDataException">The document is not an image.</exception>
    public static StoredImage Decode(RawBsonDocument document)
    {
        var bytes = document.Bytes();
        var reader = new BsonByteReader(bytes);
        reader.Expect("_id"u8);
        reader.Enter();
        reader.Expect("tenant"u8);
        reader.Text();
        reader.Expect("id"u8);
        var id = reader.Text();
        reader.Leave();
        reader.Expect("lang"u8);
        var lang = reader.Language();
        reader.Expect("revision"u8);
        var revision = reader.Int64();
        reader.Expect("created_at"u8);
        var createdAt = reader.Time();
        reader.Expect("updated_at"u8);
        var updatedAt = reader.Time();
        return new(Encoding.UTF8.GetString(id), lang, revision, createdAt, updatedAt, ReadMembers(ref reader, id, bytes.Length));
    }

    private static void WriteMembers(BsonByteWriter writer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual("id"u8))
            {
                reader.Read();
                continue;
            }

            writer.At(reader.ValueSpan);
            reader.Read();
            WriteValue(writer, ref reader);
        }
    }

    private static void WriteValue(BsonByteWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                writer.Text(ref reader);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.Flag(reader.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.StartArray:
                var array = writer.OpenArray();
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    writer.At(i).Text(ref reader);
                }

                writer.Close(array);
                break;
            default:
                throw new InvalidDataException($"A member of an image has the unexpected JSON type {reader.TokenType}.");
        }
    }

    private static ReadOnlyMemory<byte> ReadMembers(ref BsonByteReader reader, ReadOnlySpan<byte> id, int capacity)
    {
        var json = new ArrayBufferWriter<byte>(capacity);
        json.Write("{\"id\":"u8);
        CanonicalJson.WriteString(json, id);
        while (reader.Read() && !reader.Name.SequenceEqual(IndexName))
        {
            json.Write(","u8);
            CanonicalJson.WriteString(json, reader.Name);
            json.Write(":"u8);
            ReadValue(json, ref reader);
        }

        json.Write("}"u8);
        return json.WrittenMemory;
    }

    private static void ReadValue(ArrayBufferWriter<byte> json, ref BsonByteReader reader)
    {
        switch (reader.Type)
        {
            case BsonType.String:
                CanonicalJson.WriteString(json, reader.Text());
                break;
            case BsonType.Boolean:
                json.Write(reader.Flag() ? "true"u8 : "false"u8);
                break;
            case BsonType.Array:
                reader.Enter(BsonType.Array);
                var comma = "["u8;
                while (reader.Read())
                {
                    json.Write(comma);
                    CanonicalJson.WriteString(json, reader.Text());
                    comma = ","u8;
                }

                json.Write(comma is [(byte)'['] ? "[]"u8 : "]"u8);
                break;
            default:
                throw reader.Unexpected();
        }
    }
}
