using System.Buffers;
using System.Text;
using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>Equal images have equal canonical bytes, whether they come from JSON or from objects.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"id":"a","src":"http://a/","title":"é/\"\\"}""", """ { "title" : "\u00e9\/\u0022\u005C", "nsfw":null, "src":"http:\/\/a\/" , "id":"\u0061" } """)]
    [InlineData("""{"id":"a","src":"http://a/","title":"\u0001\t\u001f"}""", """{"title":"\u0001\u0009\u001F","id":"a","src":"http://a/","lang":null,"revision":7}""")]
    [InlineData("""{"id":"a","src":"http://a/","title":"😀"}""", """{"title":"\ud83d\uDE00","id":"a","src":"http://a/"}""")]
    [InlineData("""{"id":"a","src":"http://a/","keywords":[]}""", """{"keywords":[ ],"id":"a","src":"http://a/"}""")]
    public async Task Equal_images_have_equal_canonical_json(string canonical, string other)
    {
        Assert.Equal([canonical], (await Batches.ReadAsync($"[{canonical}]")).Canonical());
        Assert.Equal([canonical], (await Batches.ReadAsync($"[{other}]")).Canonical());
    }

    [Fact]
    public async Task Control_characters_take_their_shortest_escape()
    {
        var image = ImageSamples.Plain with { Title = string.Concat(Enumerable.Range(1, 0x1F).Select(c => (char)c)) + "\u007f\u0080\u2028" };
        var encoded = Batches.Encode(new ImageBatch().Add(image));
        Assert.Equal(
            """{"id":"a","src":"http://a/","title":"\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"""
            + "\u007f\u0080\u2028\"}",
            encoded.Canonical()[0]);
        Assert.Equal(encoded.Canonical(), (await Batches.ReadAsync($"[{encoded.Canonical()[0]}]")).Canonical());
    }

    [Fact]
    public void A_store_writes_strings_as_the_engine_does()
    {
        var text = string.Concat(Enumerable.Range(0, 0x300).Select(c => (char)c)) + "\u2028\uFFFF\U0001F600";
        using var expected = new PooledBuffer<byte>();
        CanonicalJson.WriteString(expected, text);
        CanonicalJson.WriteString(expected, string.Empty);

        var actual = new ArrayBufferWriter<byte>();
        CanonicalJson.WriteString(actual, Encoding.UTF8.GetBytes(text));
        CanonicalJson.WriteString(actual, default);

        Assert.Equal(expected.Written.ToArray(), actual.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task Random_images_round_trip_through_objects_and_json()
    {
        const int Seed = 20_240_229;
        var random = new Random(Seed);
        Image[] images = [.. Enumerable.Range(0, 500).Select(i => ImageSamples.Random(random, i))];

        var encoded = Batches.Encode(new ImageBatch().Add(images));
        Assert.Empty(encoded.Errors());
        Assert.Equal(images, encoded.Items.Select(item => ImageDecoder.Decode(item.Json.Span, item.Lang!.Value)));

        // Reads the JSON again, unchanged and with all characters escaped and the members reversed.
        var asIs = await Batches.ReadAsync($"[{string.Join(',', encoded.Canonical())}]");
        Assert.Equal(encoded.Canonical(), asIs.Canonical());
        var escaped = await Batches.ReadAsync(string.Join('\n', encoded.Canonical().Select(Disguise)), BatchForm.Lines(ItemMethod.Add));
        Assert.Equal(encoded.Canonical(), escaped.Canonical());

        var changed = Batches.Encode(new ImageBatch().Modify(images.Select(ImageSamples.ChangeOf)));
        Assert.Equal(encoded.Canonical(), changed.Canonical());
    }

    private static string Disguise(string canonical)
    {
        using var document = JsonDocument.Parse(canonical);
        static string Escape(string text) => $"\"{string.Concat(text.Select(c => $"\\u{(int)c:X4}"))}\"";
        static string Value(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => Escape(value.GetString()!),
            JsonValueKind.Array => $"[ {string.Join(" , ", value.EnumerateArray().Select(Value))} ]",
            _ => value.GetRawText(),
        };
        return $"{{ {string.Join(", ", document.RootElement.EnumerateObject().Reverse().Select(p => $"{Escape(p.Name)}: {Value(p.Value)}"))} }}";
    }
}
