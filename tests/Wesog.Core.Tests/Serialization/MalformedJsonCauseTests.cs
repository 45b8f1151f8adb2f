using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>The error of malformed JSON names the probable cause, however the body is split into chunks.</summary>
public sealed class MalformedJsonCauseTests
{
    [Theory]
    [InlineData("array", "", MalformedJsonCause.EmptyBody)]
    [InlineData("one", " \r\n\t ", MalformedJsonCause.EmptyBody)]
    [InlineData("array", "\uFEFF", MalformedJsonCause.EmptyBody)]
    [InlineData("array", "[{\"id\":\"a\"", MalformedJsonCause.EndOfInput)]
    [InlineData("array", "[{\"id\":\"a", MalformedJsonCause.EndOfInput)]
    [InlineData("array", "[{\"id\":\"a\"},", MalformedJsonCause.EndOfInput)]
    [InlineData("array", "[{\"id\":\"a\"}, \n ", MalformedJsonCause.EndOfInput)]
    [InlineData("array", "[{\"id\":\"a\n", MalformedJsonCause.EndOfInput)]
    [InlineData("array", "[tru", MalformedJsonCause.EndOfInput)]
    [InlineData("lines", "{\"id\":\"a\",", MalformedJsonCause.EndOfInput)]
    [InlineData("lines", "{\"id\":\"a\",\n\"src\":1}", MalformedJsonCause.ItemAcrossLines)]
    [InlineData("lines", "{\"id\":\"a\"}\n{\"id\":", MalformedJsonCause.EndOfInput)]
    [InlineData("lines", "{\"id\":\"a\"}\n{\"id\":\r\n\r\n", MalformedJsonCause.EndOfInput)]
    [InlineData("array", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", MalformedJsonCause.NewlineDelimited)]
    [InlineData("array", "{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}", MalformedJsonCause.NewlineDelimited)]
    [InlineData("array", "\"a\"\n\"b\"", MalformedJsonCause.NewlineDelimited)]
    [InlineData("array", "{}{}", MalformedJsonCause.TextAfterEnd)]
    [InlineData("array", "{},\n{}", MalformedJsonCause.TextAfterEnd)]
    [InlineData("array", "[{}]\n[{}]", MalformedJsonCause.TextAfterEnd)]
    [InlineData("array", "[{}] x", MalformedJsonCause.TextAfterEnd)]
    [InlineData("array", "[{}]]", MalformedJsonCause.TextAfterEnd)]
    [InlineData("one", "{}\n{}", MalformedJsonCause.TextAfterEnd)]
    [InlineData("lines", "{\n  \"id\": \"a\"\n}\n", MalformedJsonCause.ItemAcrossLines)]
    [InlineData("lines", "{\r\n  \"id\": \"a\"\r\n}\r\n", MalformedJsonCause.ItemAcrossLines)]
    [InlineData("lines", "[\n{\"id\":\"a\"},\n{\"id\":\"b\"}\n]", MalformedJsonCause.ItemAcrossLines)]
    [InlineData("lines", "[{\"id\":\"a\"},\n{\"id\":\"b\"}]", MalformedJsonCause.ItemAcrossLines)]
    [InlineData("lines", "{\"id\":\"a\"},\n{\"id\":\"b\"}", MalformedJsonCause.TextAfterItem)]
    [InlineData("lines", "{\"id\":\"a\"} {\"id\":\"b\"}", MalformedJsonCause.TextAfterItem)]
    [InlineData("array", "[{\"a\":NaN}]", MalformedJsonCause.NonFiniteNumber)]
    [InlineData("array", "[{\"a\": nan}]", MalformedJsonCause.NonFiniteNumber)]
    [InlineData("array", "[{\"a\":Infinity}]", MalformedJsonCause.NonFiniteNumber)]
    [InlineData("array", "[{\"a\":-Infinity}]", MalformedJsonCause.NonFiniteNumber)]
    [InlineData("lines", "{\"a\":NaN}", MalformedJsonCause.NonFiniteNumber)]
    [InlineData("array", "[{},]", MalformedJsonCause.TrailingComma)]
    [InlineData("array", "[{\"a\":1,\n  }]", MalformedJsonCause.TrailingComma)]
    [InlineData("one", "{\"keywords\":[\"a\",]}", MalformedJsonCause.TrailingComma)]
    [InlineData("lines", "{\"a\":1,}\n", MalformedJsonCause.TrailingComma)]
    [InlineData("array", "[{}\n{}]", MalformedJsonCause.MissingComma)]
    [InlineData("array", "[{\"a\":1 \"b\":2}]", MalformedJsonCause.MissingComma)]
    [InlineData("array", "[{\"a\":\"1\"\n\"b\":2}]", MalformedJsonCause.MissingComma)]
    [InlineData("array", "[{'a':1}]", MalformedJsonCause.WrongQuotes)]
    [InlineData("array", "['a']", MalformedJsonCause.WrongQuotes)]
    [InlineData("array", "'[]'", MalformedJsonCause.WrongQuotes)]
    [InlineData("array", "[{\u201Ca\u201D:1}]", MalformedJsonCause.WrongQuotes)]
    [InlineData("array", "[ // no\n{}]", MalformedJsonCause.Comment)]
    [InlineData("array", "[{}] /* no */", MalformedJsonCause.Comment)]
    [InlineData("array", "# no\n[]", MalformedJsonCause.Comment)]
    [InlineData("array", "[{id:\"a\"}]", MalformedJsonCause.UnquotedName)]
    [InlineData("array", "[{\"id\":\"a\", src : \"b\"}]", MalformedJsonCause.UnquotedName)]
    [InlineData("array", "[{\n  id", MalformedJsonCause.UnquotedName)]
    [InlineData("array", "[{\"a\":None}]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{\"a\":True}]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{\"a\":undefined}]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{\"a\":nul}]", MalformedJsonCause.UnquotedText)]
    [InlineData("array", "[{\"a\":tru\n}]", MalformedJsonCause.UnquotedText)]
    [InlineData("array", "[{\"a\":a.jpg}]", MalformedJsonCause.UnquotedText)]
    [InlineData("array", "[{\"a\":007}]", MalformedJsonCause.InvalidNumber)]
    [InlineData("array", "[{\"a\":2024-01-01}]", MalformedJsonCause.InvalidNumber)]
    [InlineData("array", "[{\"a\":\"the \"old\" boat\"}]", MalformedJsonCause.UnbalancedQuotes)]
    [InlineData("array", "[{\"a\":\"one\ntwo\"}]", MalformedJsonCause.ControlCharacter)]
    [InlineData("array", "[{\"a\":\"a\tb\"}]", MalformedJsonCause.ControlCharacter)]
    [InlineData("array", "[{\"a\":\"C:\\pictures\"}]", MalformedJsonCause.InvalidEscape)]
    [InlineData("array", "[{\"a\":\"it\\'s\"}]", MalformedJsonCause.InvalidEscape)]
    [InlineData("array", "[{\"a\":\"\\u12G4\"}]", MalformedJsonCause.InvalidEscape)]
    [InlineData("array", "[{\"a\":\"C:\\users\"}]", MalformedJsonCause.InvalidEscape)]
    [InlineData("array", "[,]", MalformedJsonCause.ExtraComma)]
    [InlineData("array", "[{\"a\"}]", MalformedJsonCause.MissingColon)]
    [InlineData("array", "[{\"a\":}]", MalformedJsonCause.Unknown)]
    [InlineData("array", "{\n  \"id\": \"a\"\n}\n{\n  \"id\": \"b\"\n}\n", MalformedJsonCause.TextAfterEnd)]
    [InlineData("array", "{\r\n\"id\":\"a\"}\r\n{\"id\":\"b\"}", MalformedJsonCause.TextAfterEnd)]
    [InlineData("array", "[{\"id\" \"a\"}]", MalformedJsonCause.MissingColon)]
    [InlineData("array", "[{\"x\":1,\"id\" \"a\"}]", MalformedJsonCause.MissingColon)]
    [InlineData("one", "{\"keywords\" [\"a\"]}", MalformedJsonCause.MissingColon)]
    [InlineData("lines", "{\"id\" \"a\"}", MalformedJsonCause.MissingColon)]
    [InlineData("array", "{\"id\" \"a\"}", MalformedJsonCause.MissingColon)]
    [InlineData("array", "[{\"a\" = 1}]", MalformedJsonCause.MissingColon)]
    [InlineData("array", "[{\"a\",\"b\"}]", MalformedJsonCause.MissingColon)]
    [InlineData("array", "[{\"id:\"a\"}]", MalformedJsonCause.MissingColon)]
    [InlineData("array", "[{\"a\":[\"b\",\"c\" \"d\"]}]", MalformedJsonCause.MissingComma)]
    [InlineData("array", "[{\"a\":\"b\",\"c\\x\":1}]", MalformedJsonCause.InvalidEscape)]
    [InlineData("array", "[None]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{\"a\":False}]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{\"a\":NULL}]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{\"a\":[nil]}]", MalformedJsonCause.ForeignLiteral)]
    [InlineData("array", "[{None:1}]", MalformedJsonCause.UnquotedName)]
    [InlineData("array", "[{\"a\":\"no \"None\" here\"}]", MalformedJsonCause.UnbalancedQuotes)]
    [InlineData("array", "[{\"id\":\"a,\"src\":\"b\"}]", MalformedJsonCause.UnbalancedQuotes)]
    [InlineData("array", "[{\"a\":\"the \"old boat\"}]", MalformedJsonCause.UnbalancedQuotes)]
    [InlineData("array", "[{\"a\":\"b\" c\"}]", MalformedJsonCause.UnbalancedQuotes)]
    [InlineData("array", "[{\"a\":0x1F}]", MalformedJsonCause.InvalidNumber)]
    [InlineData("array", "[{\"a\":1,5}]", MalformedJsonCause.InvalidNumber)]
    [InlineData("array", "[{\"a\":+1}]", MalformedJsonCause.InvalidNumber)]
    [InlineData("array", "[{\"id\":\"a\",,\"src\":\"b\"}]", MalformedJsonCause.ExtraComma)]
    [InlineData("array", "[{},,{}]", MalformedJsonCause.ExtraComma)]
    [InlineData("array", "[,{\"id\":\"a\"}]", MalformedJsonCause.ExtraComma)]
    [InlineData("one", "{,\"id\":\"a\"}", MalformedJsonCause.ExtraComma)]
    [InlineData("array", "[{\"id\":\"a\"]", MalformedJsonCause.MismatchedBracket)]
    [InlineData("array", "[{\"keywords\":[\"a\"}]}]", MalformedJsonCause.MismatchedBracket)]
    [InlineData("array", "[}", MalformedJsonCause.MismatchedBracket)]
    [InlineData("array", "[true}", MalformedJsonCause.MismatchedBracket)]
    [InlineData("array", "[{\"a\":1 ]", MalformedJsonCause.MismatchedBracket)]
    [InlineData("array", "[{\"a\":1.}]", MalformedJsonCause.Unknown)]
    [InlineData("lines", "{\"a\":1]\n{}", MalformedJsonCause.MismatchedBracket)]
    [InlineData("array", "[{\"a\":,\"b\":1}]", MalformedJsonCause.Unknown)]
    [InlineData("array", "<html><body>502</body></html>", MalformedJsonCause.MarkupText)]
    [InlineData("lines", "<?xml version=\"1.0\"?>\n<a/>", MalformedJsonCause.MarkupText)]
    [InlineData("one", "<a/>", MalformedJsonCause.MarkupText)]
    [InlineData("array", "[<a/>]", MalformedJsonCause.Unknown)]
    public Task The_bytes_around_the_error_determine_the_probable_cause(string form, string body, MalformedJsonCause cause) =>
        AssertCauseAsync(form, Encoding.UTF8.GetBytes(body), cause);

    [Theory]
    [InlineData("array", "[{\"a\":", 62, "[")]
    [InlineData("array", "[{\"a\":", 62, "{\"b\":")]
    [InlineData("lines", "{\"a\":", 63, "[")]
    [InlineData("one", "{\"a\":", 63, "{\"b\":")]
    public async Task Levels_beyond_the_limit_are_recognised(string form, string start, int levels, string level)
    {
        var deepest = start + string.Concat(Enumerable.Repeat(level, levels));
        await AssertCauseAsync(form, Encoding.UTF8.GetBytes(deepest + "[["), MalformedJsonCause.TooDeep);
        await AssertCauseAsync(form, Encoding.UTF8.GetBytes(deepest + "{\"a\":{"), MalformedJsonCause.TooDeep);
        await AssertCauseAsync(form, Encoding.UTF8.GetBytes(deepest), MalformedJsonCause.EndOfInput);
    }

    [Theory]
    [InlineData("[{\"a\":\"caf\u00E9\"}]")]
    [InlineData("[{\"a\":\"\u00FCber\"}]")]
    public Task Latin_1_is_recognised(string body) => AssertCauseAsync("array", Encoding.Latin1.GetBytes(body), MalformedJsonCause.OtherEncoding);

    [Fact]
    public async Task Utf_16_and_utf_32_are_recognised_with_and_without_a_mark()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true) })
        {
            foreach (var body in new[] { "[{\"id\":\"a\"}]", " [1]", "\r\n{}" })
            {
                await AssertCauseAsync("array", encoding.GetBytes(body), MalformedJsonCause.Utf16);
                await AssertCauseAsync("lines", [.. encoding.Preamble, .. encoding.GetBytes(body)], MalformedJsonCause.Utf16);
            }
        }
    }

    [Theory]
    [InlineData("1F8B08000000000000038B8E0500")]
    [InlineData("1F8B")]
    [InlineData("28B52FFD2004210000")]
    [InlineData("789C8B8E0500")]
    public async Task Compressed_bytes_are_recognised(string hex)
    {
        await AssertCauseAsync("array", Convert.FromHexString(hex), MalformedJsonCause.CompressedBytes);
        await AssertCauseAsync("lines", Convert.FromHexString(hex), MalformedJsonCause.CompressedBytes);
    }

    [Fact]
    public async Task A_truncated_character_is_the_end_of_the_body()
    {
        var whole = Encoding.UTF8.GetBytes("[{\"a\":\"\u20AC");
        await AssertCauseAsync("array", whole[..^1], MalformedJsonCause.EndOfInput);
        await AssertCauseAsync("array", [.. whole[..^1], (byte)'"'], MalformedJsonCause.OtherEncoding);
        await AssertCauseAsync("array", [0], MalformedJsonCause.ControlCharacter);
    }

    [Fact]
    public async Task A_cause_far_into_a_body_is_recognised()
    {
        var items = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{{\"id\":\"{i}\",\n \"src\":\"http://a/{i}\"}},\n"));
        await AssertCauseAsync("array", Encoding.UTF8.GetBytes($"[{items}]"), MalformedJsonCause.TrailingComma, [1 << 16, 1_000]);
        await AssertCauseAsync("array", Encoding.UTF8.GetBytes($"[{items}{{\"id\":'a'}}]"), MalformedJsonCause.WrongQuotes, [1 << 16, 1_000]);
        await AssertCauseAsync("array", [.. Encoding.UTF8.GetBytes($"[{items}"), 0xE9, (byte)'"'], MalformedJsonCause.OtherEncoding, [1 << 16, 1_000]);
        var space = new string(' ', 200_000);
        await AssertCauseAsync("array", Encoding.UTF8.GetBytes($"[{{}},{space}x"), MalformedJsonCause.UnquotedText, [1 << 16]);
        await AssertCauseAsync("array", Encoding.UTF8.GetBytes(space), MalformedJsonCause.EmptyBody, [1 << 16]);
        await AssertCauseAsync("array", Encoding.UTF8.GetBytes("\"" + space), MalformedJsonCause.EndOfInput, [1 << 16]);
    }

    [Theory]
    [InlineData(Language.En, "Remove the comma")]
    [InlineData(Language.Es, "Elimine la coma")]
    [InlineData(Language.Pt, "Remova a v\u00EDrgula")]
    [InlineData(Language.Fr, "Supprimez la virgule")]
    [InlineData(Language.Ru, "\u0423\u0434\u0430\u043B\u0438\u0442\u0435 \u0437\u0430\u043F\u044F\u0442\u0443\u044E")]
    public async Task The_advice_is_in_the_language_of_the_submission(Language language, string advice)
    {
        var submit = new SubmitOptions { TextLanguage = language };
        var malformed = await Assert.ThrowsAsync<MalformedJsonException>(() => Batches.ReadAsync("[{},]", submit: submit));
        Assert.Contains(advice, malformed.Advice, StringComparison.Ordinal);
        Assert.EndsWith(malformed.Advice, malformed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cause_has_its_own_advice()
    {
        var advice = new Dictionary<MalformedJsonCause, string>();
        foreach (var (form, body) in new[]
        {
            ("array", "[{\"a\":}]"), ("array", ""), ("array", "["), ("array", "{}\n{}"), ("array", "[]x"), ("lines", "{\n}\n"), ("lines", "{},"), ("array", "[NaN]"),
            ("array", "[1,]"), ("array", "[1[]]"), ("array", "['"), ("array", "[#"), ("array", "[{a"), ("array", "[a"), ("array", "[\"\n\"]"), ("array", "[\"\\x"),
            ("array", "[\u00E9]"), ("array", "[\0"), ("array", "\u001F\u008B"),
            ("array", "[{\"a\" 1"), ("array", "[None"), ("array", "[01"), ("array", "[\"a\"b"), ("array", "[,1"), ("array", "[}"), ("array", new string('[', 65)), ("array", "<a>"),
        })
        {
            var malformed = await MalformedAsync(form, Encoding.Latin1.GetBytes(body), 1 << 16);
            advice.Add(malformed.Cause, malformed.Advice);
        }

        Assert.Equal(Enum.GetValues<MalformedJsonCause>(), advice.Keys.Order());
        Assert.Equal(advice.Count, advice.Values.Distinct().Count());
    }

    private static async Task AssertCauseAsync(string form, byte[] body, MalformedJsonCause cause, int[]? chunkSizes = null)
    {
        foreach (var chunkSize in chunkSizes ?? [1 << 16, 1, 2, 3, 7, 16])
        {
            var malformed = await MalformedAsync(form, body, chunkSize);
            Assert.True(cause == malformed.Cause, $"{cause} is expected, not {malformed.Cause} at {malformed.Line}, {malformed.Position}, in chunks of {chunkSize}.");
        }
    }

    private static Task<MalformedJsonException> MalformedAsync(string form, byte[] body, int chunkSize) =>
        Assert.ThrowsAsync<MalformedJsonException>(() => Batches.ReadAsync(
            body,
            form switch
            {
                "array" => BatchForm.Array(ItemMethod.Add),
                "lines" => BatchForm.Lines(ItemMethod.Add),
                _ => BatchForm.One(ItemMethod.Add, "a"),
            },
            chunkSize: chunkSize));
}
