using System.Globalization;
using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Invalid, missing, repeated, long or many headers.</summary>
internal static class HeaderMutations
{
    // The web server refuses more headers.
    private const int MaxHeaders = 90;

    private static readonly string[] _types =
    [
        "", "text/plain", "application/json; charset=utf-16", "application/json;charset=\"utf-8", "application/json; charset=utf-7", "application/json, application/json",
        "application/*", "*/*", "application/problem+json", "json", ";", "application/json;;;", "application/x-ndjson; charset=latin1", "multipart/form-data; boundary=x",
        "application/json; a=" + new string('x', 3_000), "application/json; charset=; charset=utf-8",
        "application/json; charset=utf8", "application/x-ndjson;charset=\"UTF8\"", "application/json; charset=utf 8", "application/json; charset=utf-8-sig",
    ];

    private static readonly string[] _keys =
        ["", " ", "é", "a\tb", "\u007F", new string('k', 255), new string('k', 256), new string('k', 4_000), "\"q\"", "\u00C3\u00A9", "key 1, key 2"];

    private static readonly string[] _languages =
    [
        "*", "xx", "fr;q=2", "fr;q=0", "fr;q=", ";q=1", ",,,", "es;q=0.000001", "i-klingon", "en-", "-", "pt-BR-x-y-z", new string('a', 2_000),
        "ru;q=nan", string.Join(',', Enumerable.Repeat("fr;q=0.1", 300)), "Ε",
    ];

    private static readonly string[] _unusualNames =
        ["X-HTTP-Method-Override", "X-Original-URL", "Transfer-Encodin", "Expect2", "Upgrade", "X-Forwarded-For", "Forwarded", "Cookie", "Range", "If-Match", "Trailer", "TE", "Accept", "Accept-Encoding", "Origin"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("a content type", Stage.Head, (random, draft) => draft.Set("Content-Type", random.Pick(_types))),
        new("no content type", Stage.Head, (_, draft) => draft.Headers.RemoveAll(header => header.Name == "Content-Type")),
        new("two content types", Stage.Head, (random, draft) => draft.Headers.Add(("Content-Type", random.Pick([.. _types, "application/json"])))),
        new("an idempotency key", Stage.Head, (random, draft) => SetRaw(draft, "Idempotency-Key", random.Pick(_keys))),
        new("two idempotency keys", Stage.Head, (_, draft) => draft.Headers.AddRange([("Idempotency-Key", "a"), ("idempotency-key", "b")])),
        new("an API key", Stage.Head, (random, draft) => SetRaw(draft, "API-Key", random.Pick(["", "x", "LOCAL", "é", "\u00C3\u00A9", new string('k', 5_000), "a, b"]))),
        new("no API key", Stage.Head, (_, draft) => draft.Headers.RemoveAll(header => header.Name == "API-Key")),
        new("two API keys", Stage.Head, (random, draft) => draft.Headers.Add(("API-Key", random.Pick(Hosting.HostileServer.Keys)))),
        new("a language", Stage.Head, (random, draft) => SetRaw(draft, "Accept-Language", random.Pick(_languages))),
        new("two languages", Stage.Head, (random, draft) => draft.Headers.AddRange([("Accept-Language", "fr"), ("Accept-Language", random.Pick(_languages))])),
        new("an entity tag", Stage.Head, (random, draft) => SetRaw(
            draft, "If-None-Match", random.Pick(["\"", "*, \"a\"", "W/", "abc", "\"" + new string('x', 4_000) + "\"", "\"a\"\"b\"", ",", string.Join(',', Enumerable.Repeat("\"a\"", 500))]))),
        new("a precondition", Stage.Head, (random, draft) => draft.Headers.Add(
            (random.Pick(["If-Match", "if-none-match", "If-Unmodified-Since", "If-Modified-Since"]), random.Pick(["*", "\"1-a\"", "", "W/\"1-a\", \"", "Mon, 01 Jan 2024 00:00:00 GMT"])))),
        new("an unusual header", Stage.Head, (random, draft) => draft.Headers.Add((random.Pick(_unusualNames), random.Pick(["", "x", "bytes=0-1", "DELETE", "h2c", "/ops", "*", "0"])))),
        new("many headers", Stage.Head, (random, draft) => draft.Headers.AddRange(
            Enumerable.Range(0, random.Next(1, MaxHeaders)).Select(i => ($"X-{i.ToString(CultureInfo.InvariantCulture)}", "y")))),
        Refusable("more headers than the limit", (_, draft) => draft.Headers.AddRange(Enumerable.Range(0, 120).Select(i => ($"X-{i}", "y")))),
        Refusable("a header longer than the limit", (_, draft) => draft.Headers.Add(("X-Long", new string('x', 120_000)))),
        Refusable("an ill-formed header", (random, draft) => draft.Headers.Insert(
            random.Next(draft.Headers.Count + 1), random.Pick([("X Y", "z"), ("", "z"), ("X", "a\0b"), ("X", "a\rb"), ("X", "a\nb"), ("\u00E9", "z"), ("X", "\u00FF\u00FE"), (" X", "z")]))),
        Refusable("no host", (_, draft) => draft.Headers.RemoveAll(header => header.Name == "Host")),
        Refusable("another host", (random, draft) => draft.Headers.Add(("Host", random.Pick(["", "a b", "h:99999", "é", "h/x", "[::1"])))),
        Refusable("a length", (random, draft) => draft.Headers.Add(("Content-Length", random.Pick(["-1", "1e3", "0x10", "", "99999999999999999999", "5, 5", "+5"])))),
    ];

    // The web server refuses bytes that are not UTF-8 and control characters.
    private static void SetRaw(RequestDraft draft, string name, string value)
    {
        draft.Set(name, value);
        draft.ReachesRoutes &= !value.Any(c => c is < ' ' or > '~') || value == "\u00C3\u00A9";
    }

    private static Mutation Refusable(string name, Action<SeededRandom, RequestDraft> apply) => new(name, Stage.Head, (random, draft) =>
    {
        draft.ReachesRoutes = false;
        apply(random, draft);
    });
}
