using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Wesog.Images;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Documents;

public sealed class WorkDocumentTests
{
    private static readonly OperationError[] _errors =
    [
        new(3, ErrorCodes.Empty, "vac\u00EDo", null, "id"), new(int.MaxValue, "c", "", "", null), new(5, "c", "\0", "\U0001F600", "f"),
    ];

    [Fact]
    public void A_payload_is_decoded_as_it_was_encoded()
    {
        var items = from method in Enum.GetValues<ItemMethod>()
                    from lang in Enum.GetValues<Language>().Cast<Language?>().Append(null)
                    select new BatchItem(
                        (int)method * 700_000_000, method, "\0\U0001F600 \u044F/é", lang,
                        method == ItemMethod.Delete ? default : "{\"id\":\"no JSON \0\xFF"u8.ToArray());

        AssertRoundTrips(new([.. items], new(7, _errors, true, new byte[] { 1 }), Language.Ru), parts: 1);
        AssertRoundTrips(new([], ItemErrors.None, Language.En), parts: 1);
        AssertRoundTrips(new([], new(3, _errors, false, default), Language.Pt), parts: 1);
        AssertRoundTrips(new([], new(3, _errors, true, default) { ErrorCounts = [new("c", null, int.MaxValue), new("c", "\u044F", 1)] }, Language.Pt), parts: 1);
    }

    [Theory]
    [InlineData(1, 100, 1)]
    [InlineData(10_000, 20, 1)]
    [InlineData(10_000, 600, 7)]
    [InlineData(60_000, 1, 5)]
    [InlineData(3, 500_000, 2)]
    [InlineData(1, 2_000_000, 1)]
    [InlineData(4, 1_048_576, 4)]
    public void A_large_payload_is_divided_between_items(int count, int bytesEach, int parts)
    {
        var json = new byte[bytesEach];
        new Random(count).NextBytes(json);
        var work = new OperationPayload(
            [.. Enumerable.Range(0, count).Select(i => new BatchItem(i, ItemMethod.Add, $"i{i}", Language.Es, json))],
            ItemErrors.None, Language.Es);

        AssertRoundTrips(work, parts);
        Assert.All(WorkDocument.Encode(work), part => Assert.InRange(part.Slice.Length, 1, Math.Max(WorkDocument.PartBytes, bytesEach + 200)));
    }

    [Fact]
    public void Many_errors_make_the_first_part_larger()
    {
        var errors = Enumerable.Range(0, 1_000).Select(i => new OperationError(i, ErrorCodes.TooLong, new string('m', 2_000)));
        var items = Enumerable.Range(0, 3).Select(i => new BatchItem(i, ItemMethod.Add, $"i{i}", Language.Es, new byte[10]));

        AssertRoundTrips(new([.. items], new(1_000, [.. errors], false, default), Language.Es), parts: 2);
    }

    [Fact]
    public void A_part_can_be_embedded_in_a_document_and_read_back()
    {
        var work = SampleOperations.Add("a", "b", "é").Payload;
        var part = Assert.Single(WorkDocument.Encode(work));

        var container = new BsonDocument { { "_id", 1 }, { "work", part } }.ToBson();
        using var document = new RawBsonDocument(container);
        var decoded = WorkDocument.Decode([(RawBsonDocument)document["work"]]);
        container.AsSpan().Clear();

        AssertSame(work, decoded);
    }

    [Fact]
    public void A_part_is_a_document_to_the_driver()
    {
        var work = new OperationPayload(
            [
                new(0, ItemMethod.Modify, "é", Language.Fr, "{}"u8.ToArray()),
                new(2, ItemMethod.Delete, "b", null, default),
            ],
            new(1, [new(1, ErrorCodes.Empty, "m", null, "id")], false, default), Language.Pt);

        var document = BsonSerializer.Deserialize<BsonDocument>(WorkDocument.Encode(work)[0].CopyBytes());

        Assert.Equal(
            new BsonDocument
            {
                { "language", "pt" },
                {
                    "rejections", BsonDocument.Parse(
                        """{ "count": 1, "truncated": false, "errors": [{ "position": 1, "code": "empty", "message": "m", "field": "id" }] }""")
                },
                {
                    "items", new BsonArray
                    {
                        new BsonDocument { { "position", 0 }, { "method", 2 }, { "id", "é" }, { "lang", "fr" }, { "json", "{}"u8.ToArray() } },
                        new BsonDocument { { "position", 2 }, { "method", 3 }, { "id", "b" }, { "json", Array.Empty<byte>() } },
                    }
                },
            },
            document);
    }

    [Fact]
    public void Bytes_that_are_no_parts_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => WorkDocument.Decode([]));
        Assert.Throws<InvalidDataException>(() => WorkDocument.Decode([Raw("""{ "items": [] }""")]));
        Assert.Throws<InvalidDataException>(() => WorkDocument.Decode([.. WorkDocument.Encode(SampleOperations.Add("a").Payload), Raw("{}")]));
        Assert.Throws<InvalidDataException>(() => WorkDocument.Decode([
            .. WorkDocument.Encode(SampleOperations.Add("a").Payload),
            Raw("""{ "items": [{ "position": 0, "method": 0, "id": "a", "json": { "$binary": { "base64": "", "subType": "00" } }, "more": 1 }] }"""),
        ]));
    }

    private static RawBsonDocument Raw(string json) => new(BsonDocument.Parse(json).ToBson());

    private static void AssertRoundTrips(OperationPayload work, int parts)
    {
        var encoded = WorkDocument.Encode(work);
        Assert.Equal(parts, encoded.Count);
        AssertSame(work, WorkDocument.Decode([.. encoded.Select(part => new RawBsonDocument(part.ToBson()))]));

        Assert.All(encoded, part => Assert.Equal(BsonSerializer.Deserialize<BsonDocument>(part.CopyBytes()).ToBson(), part.CopyBytes()));
    }

    private static void AssertSame(OperationPayload expected, OperationPayload actual)
    {
        Assert.Equal(expected.TextLanguage, actual.TextLanguage);
        Assert.Equal((expected.ItemErrors.Count, expected.ItemErrors.Truncated), (actual.ItemErrors.Count, actual.ItemErrors.Truncated));
        Assert.Equal(expected.ItemErrors.Errors, actual.ItemErrors.Errors);
        Assert.Equal(expected.ItemErrors.ErrorCounts, actual.ItemErrors.ErrorCounts);
        Assert.Equal(expected.Items.Select(item => item with { Json = default }), actual.Items.Select(item => item with { Json = default }));
        Assert.All(expected.Items.Zip(actual.Items), pair => Assert.True(pair.First.Json.Span.SequenceEqual(pair.Second.Json.Span)));
    }
}
