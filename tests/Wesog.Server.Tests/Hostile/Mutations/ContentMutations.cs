using System.Text;
using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Malformed JSON, and well-formed JSON that is not a batch.</summary>
internal static class ContentMutations
{
    private const int Deep = 3_000;

    private static readonly byte[][] _snippets =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "-", "0", "1e999", "\\ud800", "\\udc00\\ud800", "\\u0000", "\\u", " ", "\n", "\r",
            "\"id\":", "\"method\":", "\"image\":", "{}", "[]", "//", "/**/", "'", "NaN", "tru", "\uFEFF", "\u2028", "\u0085",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0xAF], [0], [0x1F, 0x8B],
    ];

    private static readonly string[] _values =
    [
        "1e400", "-0", "123456789012345678901234567890", "0.1e-9999", "{}", "[]", "[[[[]]]]", "true", "null", "\"\"", "\"\\ud800\"", "\"\\u0000\"",
        "\"\\udfff\\ud800\"", "\" \"", "\".\"", "\"..\"", "{\"a\":{\"b\":[null]}}", "\"http://\"", "\"http://u:p@h/\"", "\"9999-99-99\"", "[null,1,{}]",
    ];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Of("cut content", (random, body) => body[..random.Next(body.Length + 1)]),
        Of("flipped bytes", Flip),
        Of("flipped bytes", Flip),
        Of("snippets", Insert),
        Of("snippets", Insert),
        Of("snippets", Insert),
        Of("a repeated part", Repeat),
        OfText("another value", (random, text) => Replace(random, text, random.Pick(_values))),
        OfText("another value", (random, text) => Replace(random, text, random.Pick(_values))),
        OfText("a repeated member", (random, text) => ReplaceFirst(text, "{", $"{{\"{random.Pick(["id", "src", "title", "lang", "method", "image"])}\":{random.Pick(_values)},")),
        OfText("an unknown member", (random, text) => ReplaceFirst(text, "{", $"{{\"{random.Pick(["", "Id", "\\ud800", "\\u0000", "__proto__", "x"])}\":{random.Pick(_values)},")),
        OfText("deep arrays", (random, text) => Replace(random, text, Nested("[", "]", random.Next(2, Deep)))),
        OfText("deep objects", (random, text) => Replace(random, text, Nested("{\"a\":", "}", random.Next(2, Deep)))),
        OfText("deep and not closed", (random, _) => Repeated(random.Pick(["[", "{\"a\":", "[{\"id\":["]), random.Next(2, Deep))),
        OfText("a huge number", (random, text) => Replace(random, text, new string('9', random.Next(300, 5_000)) + random.Pick(["", ".5", "e99999"]))),
        OfText("a long text", (random, text) => Replace(random, text, $"\"{Repeated(random.Pick(["x", "\U0001F6F6", "\\u0041", "\\\\"]), random.Next(200, 12_000))}\"")),
        OfText("another top level", (random, _) => random.Pick(["{}", "null", "7", "\"x\"", "", " ", "[]", "[]", " [ ] ", "[[]]", "[null]", "\n\n", "{\"id\":\"a\"}", "[7,\"a\"]"])),
        OfText("many items", (random, _) => $"[{string.Join(',', Enumerable.Repeat("{\"id\":\"m\"}", random.Next(95, 2_000)))}]"),
        OfText("many lines", (random, _) => Repeated("{\"id\":\"m\"}\n", random.Next(95, 2_000))),
        OfText("too many bytes", (random, text) => text + new string(' ', random.Next(60_000, 70_000))),
    ];

    private static Mutation Of(string name, Func<SeededRandom, byte[], byte[]> change) => new(name, Stage.Content, (random, draft) =>
    {
        if (draft.Body is { Length: > 0 } body)
        {
            draft.Body = change(random, body);
        }
    });

    private static Mutation OfText(string name, Func<SeededRandom, string, string> change) =>
        Of(name, (random, body) => Encoding.UTF8.GetBytes(change(random, Encoding.UTF8.GetString(body))));

    private static byte[] Flip(SeededRandom random, byte[] body)
    {
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        }

        return body;
    }

    private static byte[] Insert(SeededRandom random, byte[] body)
    {
        var bytes = body.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            bytes.InsertRange(random.Next(bytes.Count + 1), random.Pick(_snippets));
        }

        return [.. bytes];
    }

    private static byte[] Repeat(SeededRandom random, byte[] body)
    {
        var at = random.Next(body.Length);
        var part = body.AsSpan(at, random.Next(body.Length - at + 1));
        return [.. body.AsSpan(0, at), .. part, .. part, .. body.AsSpan(at + part.Length)];
    }

    // Replaces the text after a colon, up to the next comma or brace.
    private static string Replace(SeededRandom random, string text, string value)
    {
        var colons = Enumerable.Range(0, text.Length).Where(i => text[i] == ':' && i > 0 && text[i - 1] == '"').ToList();
        if (colons.Count == 0)
        {
            return $"[{value}]";
        }

        var start = random.Pick(colons) + 1;
        var end = text.IndexOfAny([',', '}'], start);
        return end < 0 ? text : string.Concat(text.AsSpan(0, start), value, text.AsSpan(end));
    }

    private static string ReplaceFirst(string text, string old, string value) =>
        text.IndexOf(old, StringComparison.Ordinal) is var at and >= 0 ? string.Concat(text.AsSpan(0, at), value, text.AsSpan(at + old.Length)) : text;

    private static string Nested(string open, string close, int depth) => Repeated(open, depth) + "1" + Repeated(close, depth);

    private static string Repeated(string part, int count) => new StringBuilder().Insert(0, part, count).ToString();
}
