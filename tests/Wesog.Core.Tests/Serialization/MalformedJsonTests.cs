using System.Text;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class MalformedJsonTests
{
    [Theory]
    [InlineData("array", "", 1, 1)]
    [InlineData("array", " \n ", 2, 2)]
    [InlineData("one", "", 1, 1)]
    [InlineData("array", "[{}", 1, 4)]
    [InlineData("array", "[{},]", 1, 5)]
    [InlineData("array", "[{}] x", 1, 6)]
    [InlineData("array", "[\n{},\n {'a':1}]", 3, 3)]
    [InlineData("array", "{\"a\":1,}", 1, 8)]
    [InlineData("array", "[{}] // no", 1, 6)]
    [InlineData("array", "[{}{}]", 1, 4)]
    [InlineData("array", "nul", 1, 4)]
    [InlineData("array", "\u00ff[]", 1, 1)]
    [InlineData("lines", "{}\n\n{}{}\n", 3, 3)]
    [InlineData("lines", "{}\n{\"id\":\n\"a\"}\n", 2, 7)]
    [InlineData("lines", "{}\n[{}\n", 2, 4)]
    [InlineData("lines", "{}\r\n x\n", 2, 2)]
    [InlineData("lines", "{},\n{}", 1, 3)]
    [InlineData("one", "{}{}", 1, 3)]
    public async Task The_error_has_the_line_and_position_of_the_first_invalid_byte(string form, string body, int line, int position)
    {
        var malformed = await MalformedAsync(form, Encoding.UTF8.GetBytes(body));
        Assert.Equal((line, position), (malformed.Line, malformed.Position));
    }

    [Theory]
    [InlineData("[{\"a\":\"", "C0", 1, 8)]
    [InlineData("[{\"a\":\n\"é", "E282", 2, 4)]
    [InlineData("[{\"a\":\"", "EDA080", 1, 8)]
    [InlineData("[{\"a\":\"", "F8", 1, 8)]
    [InlineData("[{\"a\" \"", "FF", 1, 7)]
    [InlineData("[]\n ", "FF", 2, 2)]
    [InlineData("", "FF", 1, 1)]
    [InlineData("", "EFBB", 1, 1)]
    public async Task The_error_is_at_the_invalid_utf_8_unless_an_earlier_byte_is_invalid(string before, string hex, int line, int position)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(before), .. Convert.FromHexString(hex)];
        var malformed = await MalformedAsync("array", body);
        Assert.Equal((line, position), (malformed.Line, malformed.Position));

        // The position does not depend on bytes that follow.
        if (hex != "E282" && hex != "EFBB")
        {
            var followed = await MalformedAsync("array", [.. body, .. "\"}]"u8]);
            Assert.Equal((line, position), (followed.Line, followed.Position));
        }
    }

    [Theory]
    [InlineData("{\"a\":\"", 2, 7)]
    [InlineData("{\"a\" 1,\"", 2, 6)]
    [InlineData("", 2, 1)]
    public async Task The_error_in_lines_is_at_the_invalid_utf_8_unless_an_earlier_byte_is_invalid(string before, int line, int position)
    {
        var malformed = await MalformedAsync("lines", [.. "{}\n"u8, .. Encoding.UTF8.GetBytes(before), 0xFF, (byte)'\n']);
        Assert.Equal((line, position), (malformed.Line, malformed.Position));
    }

    [Fact]
    public async Task A_byte_order_mark_is_ignored_but_counts_in_the_position()
    {
        var good = await Batches.ReadAsync([.. Encoding.UTF8.Preamble, .. "[{}]"u8]);
        Assert.Equal(1, good.Total);

        foreach (var form in new[] { "array", "lines" })
        {
            var malformed = await MalformedAsync(form, [.. Encoding.UTF8.Preamble, .. "[{}x"u8]);
            Assert.Equal((1, 7), (malformed.Line, malformed.Position));
        }

        var second = await MalformedAsync("lines", [.. "{}\n"u8, .. Encoding.UTF8.Preamble, .. "{}"u8]);
        Assert.Equal((2, 1), (second.Line, second.Position));
    }

    [Fact]
    public async Task Nesting_ends_at_64()
    {
        string Nested(int depth) => $$"""[{"revision":{{new string('[', depth - 2)}}{{new string(']', depth - 2)}}}]""";
        Assert.Equal(1, (await Batches.ReadAsync(Nested(64))).Total);
        await Assert.ThrowsAsync<MalformedJsonException>(() => Batches.ReadAsync(Nested(65)));
    }

    [Fact]
    public async Task Malformed_json_takes_precedence_over_invalid_items_and_other_types()
    {
        await MalformedAsync("array", "[1,2,{\"id\":\"\"},x]"u8.ToArray());
        await MalformedAsync("array", "{\"a\":[1,2}"u8.ToArray());
        await MalformedAsync("one", "[{},x]"u8.ToArray());
    }

    private static Task<MalformedJsonException> MalformedAsync(string form, byte[] body) =>
        Assert.ThrowsAsync<MalformedJsonException>(() => Batches.ReadAsync(body, form switch
        {
            "array" => BatchForm.Array(ItemMethod.Add),
            "lines" => BatchForm.Lines(ItemMethod.Add),
            _ => BatchForm.One(ItemMethod.Add, "a"),
        }));
}
