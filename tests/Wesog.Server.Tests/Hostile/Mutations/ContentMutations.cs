using System.Text;
using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Malformed JSON, and well-formed JSON that is no batch.</summary>
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
        Of("cut content", (dice, body) => body[..dice.Next(body.Length + 1)]),
        Of("flipped bytes", Flip),
        Of("flipped bytes", Flip),
        Of("snippets", Insert),
        Of("snippets", Insert),
        Of("snippets", Insert),
        Of("a repeated part", Repeat),
        OfText("another value", (dice, text) => Replace(dice, text, dice.Pick(_values))),
        OfText("another value", (dice, text) => Replace(dice, text, dice.Pick(_values))),
        OfText("a repeated member", (dice, text) => ReplaceFirst(text, "{", $"{{\"{dice.Pick(["id", "src", "title", "lang", "method", "image"])}\":{dice.Pick(_values)},")),
        OfText("an unknown member", (dice, text) => ReplaceFirst(text, "{", $"{{\"{dice.Pick(["", "Id", "\\ud800", "\\u0000", "__proto__", "x"])}\":{dice.Pick(_values)},")),
        OfText("deep arrays", (dice, text) => Replace(dice, text, Nested("[", "]", dice.Next(2, Deep)))),
        OfText("deep objects", (dice, text) => Replace(dice, text, Nested("{\"a\":", "}", dice.Next(2, Deep)))),
        OfText("deep and open", (dice, _) => Repeated(dice.Pick(["[", "{\"a\":", "[{\"id\":["]), dice.Next(2, Deep))),
        OfText("a huge number", (dice, text) => Replace(dice, text, new string('9', dice.Next(300, 5_000)) + dice.Pick(["", ".5", "e99999"]))),
        OfText("a long text", (dice, text) => Replace(dice, text, $"\"{Repeated(dice.Pick(["x", "\U0001F6F6", "\\u0041", "\\\\"]), dice.Next(200, 12_000))}\"")),
        OfText("another top level", (dice, _) => dice.Pick(["{}", "null", "7", "\"x\"", "", " ", "[]", "[]", " [ ] ", "[[]]", "[null]", "\n\n", "{\"id\":\"a\"}", "[7,\"a\"]"])),
        OfText("many items", (dice, _) => $"[{string.Join(',', Enumerable.Repeat("{\"id\":\"m\"}", dice.Next(95, 2_000)))}]"),
        OfText("many lines", (dice, _) => Repeated("{\"id\":\"m\"}\n", dice.Next(95, 2_000))),
        OfText("too many bytes", (dice, text) => text + new string(' ', dice.Next(60_000, 70_000))),
    ];

    private static Mutation Of(string name, Func<SeededRandom, byte[], byte[]> change) => new(name, Stage.Content, (dice, draft) =>
    {
        if (draft.Body is { Length: > 0 } body)
        {
            draft.Body = change(dice, body);
        }
    });

    private static Mutation OfText(string name, Func<SeededRandom, string, string> change) =>
        Of(name, (dice, body) => Encoding.UTF8.GetBytes(change(dice, Encoding.UTF8.GetString(body))));

    private static byte[] Flip(SeededRandom dice, byte[] body)
    {
        for (var n = dice.Next(1, 4); n > 0; n--)
        {
            body[dice.Next(body.Length)] ^= (byte)(1 << dice.Next(8));
        }

        return body;
    }

    private static byte[] Insert(SeededRandom dice, byte[] body)
    {
        var bytes = body.ToList();
        for (var n = dice.Next(1, 4); n > 0; n--)
        {
            bytes.InsertRange(dice.Next(bytes.Count + 1), dice.Pick(_snippets));
        }

        return [.. bytes];
    }

    private static byte[] Repeat(SeededRandom dice, byte[] body)
    {
        var at = dice.Next(body.Length);
        var part = body.AsSpan(at, dice.Next(body.Length - at + 1));
        return [.. body.AsSpan(0, at), .. part, .. part, .. body.AsSpan(at + part.Length)];
    }

    // In the place of a value: what stands behind a colon, as far as its end is easily seen.
    private static string Replace(SeededRandom dice, string text, string value)
    {
        var colons = Enumerable.Range(0, text.Length).Where(i => text[i] == ':' && i > 0 && text[i - 1] == '"').ToList();
        if (colons.Count == 0)
        {
            return $"[{value}]";
        }

        var start = dice.Pick(colons) + 1;
        var end = text.IndexOfAny([',', '}'], start);
        return end < 0 ? text : string.Concat(text.AsSpan(0, start), value, text.AsSpan(end));
    }

    private static string ReplaceFirst(string text, string old, string value) =>
        text.IndexOf(old, StringComparison.Ordinal) is var at and >= 0 ? string.Concat(text.AsSpan(0, at), value, text.AsSpan(at + old.Length)) : text;

    private static string Nested(string open, string close, int depth) => Repeated(open, depth) + "1" + Repeated(close, depth);

    private static string Repeated(string part, int count) => new StringBuilder().Insert(0, part, count).ToString();
}
