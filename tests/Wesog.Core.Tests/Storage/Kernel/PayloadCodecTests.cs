using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.Kernel;

namespace Wesog.Core.Tests.Storage.Kernel;

public sealed class PayloadCodecTests
{
    [Fact]
    public void A_payload_round_trips()
    {
        var items = from method in Enum.GetValues<ItemMethod>()
                    from lang in Enum.GetValues<Language>().Cast<Language?>().Append(null)
                    select new BatchItem(
                        (int)method * 1_000_000, method, "\U0001F600 \u044F/é", lang,
                        method == ItemMethod.Delete ? default : "{\"id\":\"a\"}"u8.ToArray());
        var errors = new OperationError[] { new(3, ErrorCodes.Empty, "vac\u00EDo", null, "id"), new(int.MaxValue, "c", "", "", null) };

        AssertRoundTrips(new([.. items], new(7, errors, true, default), Language.Ru));
        AssertRoundTrips(new([], ItemErrors.None, Language.En));
        AssertRoundTrips(new([], new(2, errors, true, default) { ErrorCounts = [new("c", null, int.MaxValue), new("c", "\u044F", 1)] }, Language.En));
    }

    [Fact]
    public void A_payload_of_an_earlier_version_is_decoded_without_error_counts()
    {
        var writer = new ByteWriter(64);
        writer.Byte(1);
        writer.Byte((byte)Language.Fr);
        writer.Number(1);
        writer.Byte(0);
        writer.Number(1);
        writer.Number(0);
        writer.Text(ErrorCodes.Empty);
        writer.Text("vide");
        writer.OptionalText(null);
        writer.OptionalText("id");
        writer.Number(1);
        writer.Number(1);
        writer.Byte((byte)ItemMethod.Delete);
        writer.Text("a");
        writer.Bytes([]);

        var payload = PayloadCodec.Decode([writer.Take()]);

        Assert.Equal((Language.Fr, 1), (payload.TextLanguage, payload.ItemErrors.Count));
        Assert.Equal("id", Assert.Single(payload.ItemErrors.Errors).Field);
        Assert.Empty(payload.ItemErrors.ErrorCounts);
        Assert.Equal("a", Assert.Single(payload.Items).ImageId);
    }

    [Fact]
    public void An_incomplete_payload_is_invalid()
    {
        var whole = PayloadCodec.Encode(Sample())[0];
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => PayloadCodec.Decode([whole.AsMemory(0, length)]));
        }

        Assert.Throws<InvalidDataException>(() => PayloadCodec.Decode([]));
    }

    [Fact]
    public void A_damaged_payload_is_invalid_or_another_payload()
    {
        var whole = PayloadCodec.Encode(Sample())[0];
        for (var i = 0; i < whole.Length * 255; i++)
        {
            var damaged = whole.ToArray();
            damaged[i / 255] ^= (byte)(1 + (i % 255));
            try
            {
                var payload = PayloadCodec.Decode([damaged]);
                Assert.True(Enum.IsDefined(payload.TextLanguage));
                Assert.All(payload.Items, item => Assert.True(Enum.IsDefined(item.Method) && (item.Lang is not { } lang || Enum.IsDefined(lang))));
            }
            catch (InvalidDataException)
            {
                // Any other exception fails the test.
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2_000)]
    public void A_large_payload_is_split_between_items(int bytesEach)
    {
        var count = 3 * PayloadCodec.PartBytes / (bytesEach + 20);
        var json = Encoding.UTF8.GetBytes(new string('x', bytesEach));
        var payload = new OperationPayload(
            [.. Enumerable.Range(0, count).Select(i => new BatchItem(i, ItemMethod.Add, $"i{i}", Language.Es, json))],
            ItemErrors.None, Language.Es);

        AssertRoundTrips(payload);
        var parts = PayloadCodec.Encode(payload);
        Assert.True(bytesEach == 1 || parts.Count is 3 or 4, $"{parts.Count} parts.");
        Assert.All(parts, part => Assert.InRange(part.Length, 1, PayloadCodec.PartBytes + bytesEach + 40));
    }

    [Fact]
    public void An_unknown_format_version_throws()
    {
        var parts = PayloadCodec.Encode(new([], ItemErrors.None, Language.En));
        parts[0][0] = PayloadCodec.Version + 1;

        Assert.Throws<InvalidDataException>(() => PayloadCodec.Decode([parts[0]]));
        Assert.Throws<InvalidDataException>(() => PayloadCodec.Decode([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData((1 << 28) - 1)]
    [InlineData(1 << 28)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Numbers_of_any_size_round_trip(int number)
    {
        var writer = new ByteWriter(8);
        writer.Number(number);
        var reader = new ByteReader(writer.Take());

        Assert.Equal(number, reader.Number());
        Assert.True(reader.IsAtEnd);
        writer.Number(number);
        Assert.Equal(writer.Length, ByteWriter.LengthOf(number));
    }

    private static void AssertRoundTrips(OperationPayload expected)
    {
        var parts = PayloadCodec.Encode(expected);
        var actual = PayloadCodec.Decode([.. parts]);
        Assert.Equal(parts.Sum(part => (long)part.Length), PayloadCodec.Measure(expected));

        Assert.Equal(expected.TextLanguage, actual.TextLanguage);
        Assert.Equal(expected.ItemErrors.Errors, actual.ItemErrors.Errors);
        Assert.Equal(expected.ItemErrors.ErrorCounts, actual.ItemErrors.ErrorCounts);
        Assert.Equal((expected.ItemErrors.Count, expected.ItemErrors.Truncated), (actual.ItemErrors.Count, actual.ItemErrors.Truncated));
        Assert.Equal(expected.Items.Select(Describe), actual.Items.Select(Describe));
    }

    private static string Describe(BatchItem item) =>
        $"{item.Position} {item.Method} {item.Lang} {item.ImageId} {Convert.ToHexString(item.Json.Span)}";

    private static OperationPayload Sample() => new(
        [new(0, ItemMethod.Add, "\u044F", Language.Es, "{\"id\":\"\u044F\"}"u8.ToArray()), new(2, ItemMethod.Delete, "b", null, default)],
        new(1, [new(1, ErrorCodes.TooLong, "text", null, "title")], true, default) { ErrorCounts = [new(ErrorCodes.TooLong, "title", 300)] },
        Language.Fr);
}
