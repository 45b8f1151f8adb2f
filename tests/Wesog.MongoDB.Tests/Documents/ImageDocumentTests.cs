using System.Text;
using FsCheck.Fluent;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using Wesog.Images;
using Wesog.MongoDB.Documents;
using Wesog.StoreHistories;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Documents;

public sealed class ImageDocumentTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_member_is_decoded_and_readable_by_the_driver()
    {
        var image = CanonicalImages.Of(
            "é/\"1\"", CanonicalImages.Members.Select(name => (name, Sample(name))), Language.Ru, 9_007_199_254_740_991, 86_400);
        AssertRoundTrips(image);

        var document = Read(ImageDocument.Encode("acme", image));

        string[] header = ["_id", "lang", "revision", "created_at", "updated_at"];
        Assert.Equal([.. header, .. CanonicalImages.Members], document.Names);
        Assert.Equal(new BsonDocument { { "tenant", "acme" }, { "id", "é/\"1\"" } }, document["_id"]);
        Assert.Equal("ru", document["lang"]);
        Assert.Equal(new BsonInt64(9_007_199_254_740_991), document["revision"]);
        Assert.Equal(new BsonDateTime(86_400_007), document["created_at"]);
        Assert.Equal(new BsonDateTime(86_400_008), document["updated_at"]);
        Assert.All(CanonicalImages.Members, name => Assert.Equal(BsonValue.Create(Sample(name)), document[name]));
    }

    [Fact]
    public void The_place_of_an_image_in_the_index_is_no_member_of_it()
    {
        var image = CanonicalImages.Of("a", [("src", "http://x/"), ("keywords", (string[])["sea"])]);
        var document = Read(ImageDocument.Encode("acme", image)).Add("_index", new BsonDocument { { "version", "v" }, { "terms", new BsonArray { "wsea" } } });

        using var stored = new RawBsonDocument(document.ToBson());

        Assert.Equal(image.Json.ToArray(), ImageDocument.Decode(stored).Json.ToArray());
    }

    [Fact]
    public void Every_character_is_decoded_as_it_was_encoded()
    {
        for (var code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 61)
        {
            if (code is < 0xD800 or > 0xDFFF)
            {
                var text = $"{char.ConvertFromUtf32(code)}x";
                var image = CanonicalImages.Of(text, [("title", text), ("keywords", new[] { text, text })]);
                AssertRoundTrips(image);
                Assert.Equal(text, Read(ImageDocument.Encode("acme", image))["title"].AsString);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(1_000)]
    [InlineData(10_001)]
    public void Lists_of_any_length_are_decoded_as_they_were_encoded(int length)
    {
        string[] entries = [.. Enumerable.Range(0, length).Select(i => $"k{i % 7}")];
        var image = CanonicalImages.Of("a", [("src", "http://x/"), ("keywords", entries), ("categories", Array.Empty<string>())]);
        AssertRoundTrips(image);

        // The server addresses array entries by name.
        using var document = ImageDocument.Encode("acme", image);
        using var array = (RawBsonArray)document["keywords"];
        Assert.Equal(new BsonArray(entries), array);
        using var names = new RawBsonDocument(array.Slice);
        Assert.Equal(Enumerable.Range(0, length).Select(i => $"{i}"), names.Names);
    }

    [Fact]
    public void Random_images_are_decoded_as_they_were_encoded() => PropertyCheck.Run(output, CanonicalImages.All, _ => [], AssertRoundTrips, 5_000);

    [Fact]
    public void The_driver_reads_what_was_encoded() => PropertyCheck.Run(
        output,
        CanonicalImages.All,
        _ => [],
        image =>
        {
            var encoded = ImageDocument.Encode("acme", image);
            Assert.Equal(Read(encoded).ToBson(), encoded.CopyBytes());
        });

    [Fact]
    public void A_document_in_several_buffers_of_the_driver_is_decoded()
    {
        var image = SampleImages.Image("a", "a title that is longer than a piece");
        var bytes = ImageDocument.Encode("acme", image).CopyBytes();

        using var document = new RawBsonDocument(
            new MultiChunkBuffer(bytes.Chunk(10).Select(piece => new ByteArrayChunk(piece)), bytes.Length, isReadOnly: true));

        AssertSame(image, ImageDocument.Decode(document));
    }

    [Fact]
    public void An_image_does_not_keep_its_document_in_memory()
    {
        var image = SampleImages.Image("a", "title");
        var bytes = ImageDocument.Encode("acme", image).CopyBytes();

        var decoded = ImageDocument.Decode(new RawBsonDocument(bytes));
        bytes.AsSpan().Clear();

        AssertSame(image, decoded);
    }

    [Theory]
    [InlineData("lang", "de")]
    [InlineData("lang", "e")]
    [InlineData("lang", "español")]
    [InlineData("revision", 1)]
    [InlineData("created_at", "2026-01-01")]
    [InlineData("title", null)]
    [InlineData("title", 1.5)]
    public void A_document_that_is_no_image_is_refused(string field, object? value)
    {
        var document = Read(ImageDocument.Encode("acme", SampleImages.Image("a", "title"))).Set(field, BsonValue.Create(value));

        var refusal = Assert.Throws<InvalidDataException>(() => ImageDocument.Decode(new RawBsonDocument(document.ToBson())));

        Assert.Contains($"\"{field}\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_without_its_header_is_refused()
    {
        var document = Read(ImageDocument.Encode("acme", SampleImages.Image("a")));
        document.Remove("updated_at");

        Assert.Throws<InvalidDataException>(() => ImageDocument.Decode(new RawBsonDocument(document.ToBson())));
    }

    [Fact]
    public void A_broken_surrogate_pair_is_refused_rather_than_replaced() =>
        Assert.Throws<EncoderFallbackException>(() => ImageDocument.Encode("\uD800", SampleImages.Image("a")));

    private static void AssertRoundTrips(StoredImage image)
    {
        AssertSame(image, ImageDocument.Decode(ImageDocument.Encode("acme", image)));

        // As returned by a server: bytes that the driver has read.
        AssertSame(image, ImageDocument.Decode(new RawBsonDocument(ImageDocument.Encode("acme", image).ToBson())));
    }

    private static void AssertSame(StoredImage expected, StoredImage actual)
    {
        Assert.Equal(
            (expected.Id, expected.Lang, expected.Revision, expected.CreatedAt, expected.UpdatedAt),
            (actual.Id, actual.Lang, actual.Revision, actual.CreatedAt, actual.UpdatedAt));
        Assert.True(expected.Json.Span.SequenceEqual(actual.Json.Span));
    }

    private static BsonDocument Read(RawBsonDocument document) => BsonSerializer.Deserialize<BsonDocument>(document.CopyBytes());

    private static object? Sample(string name) => name switch
    {
        "nsfw" or "model_release" => true,
        "ai_generated" or "property_release" => false,
        "keywords" => new[] { "b", "a", "b" },
        "categories" => Array.Empty<string>(),
        "collections" => new[] { "" },
        "title" => "",
        "caption" => "NUL \0, \"quotes\", \\ and \u0001\b\t\n\f\r\u001f",
        "date" => "1890-05",
        _ => $"of {name}: \U0001F600",
    };
}
