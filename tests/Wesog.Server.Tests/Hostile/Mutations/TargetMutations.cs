using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Invalid or long methods, paths and query strings.</summary>
internal static class TargetMutations
{
    private static readonly string[] _names =
        ["wait", "Wait", "strict", "lang", "fields", "limit", "page", "before", "id", "state", "method", "q", "q", "sort_by", "order", "facets", "facet_limit", "count", "after", "x", "", "%77ait", "%", "%FF", "a%00b", "wait[]", "__proto__", "+"];

    private static readonly string[] _values =
    [
        "true", "false", "TRUE", "", "1", "0", "-1", "10001", "9007199254740992", "99999999999999999999999", "%31", "%zz", "%", "%F0%9F", "%ED%A0%80", "%00", "%C0%AF",
        "a=b", "a+b", "en", "es", "title", "pending", "add", "id", "..", "%2E%2E", "%0d%0aX-Injected:%201", "%22", "{id}", "%F0%9F%9B%B6", "+", "a+", "%2B",
        "title~~~b", "keywords%3Dboat,sea", "((((((((((((((((((((((((((((((((((id=a", "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!id=a", "text~%CC%81%CC%81", "title=%22", "title=%5C", "date%3E%3D2005-99", "revision%3C99999999999999999999",
        "nsfw=true%7C%7C!has=src", "city:,,,", "asc", "desc", "city",
    ];

    private static readonly string[] _ids =
        ["%FF", "%", "%zz", "a%2", "%ED%A0%80", "%C0%AF", "a%252Fb", "a%2Fb", "%20a", "a%0Ab", "a%7Fb", "%F0%9F%9B%B6", ";a=b", "+", "*", "a:b", "@", "%25", "~", "%E2%80%AE", "0", "-1", "1e3", "00001", "9007199254740992", "99999999999999999999"];

    private static readonly string[] _unmappedPaths =
        ["/", "*", "//imgs", "/imgs/../ops", "/imgs/%2E%2E/ops", "/imgs/%00", "/nothing", "h:80", "/imgs?", "/\\imgs", "imgs", "/imgs;a", "/imgsa/b"];

    private static readonly string[] _pathsBelow =
    [
        "/imgs/", "/imgs//", "/imgs//a", "/imgs/a/b", "/imgs/a/b/", "/imgs/a//", "/imgs/delete/", "/imgs/delete/a", "/imgs/.", "/imgs/%2e", "/imgs/a/.", "/imgs/a/..", "/Imgs",
        "/IMGS/a", "/IMGS/a/B", "/ops/", "/ops//", "/ops/1/", "/ops/x/y", "/OPS/1/2/3", "/imgs/a%5Cb", "/imgs/%2F", "/imgs/%2F/", "http://h/imgs/a%2Fb", "http://h/ops/1/x",
    ];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("parameters", Stage.Head, AddParameters),
        new("parameters", Stage.Head, AddParameters),
        new("a repeated query", Stage.Head, (_, draft) => draft.Query.AddRange([.. draft.Query, "lang=en"])),
        new("many parameters", Stage.Head, (random, draft) => draft.Query.AddRange(Enumerable.Repeat(random.Pick(["id=a", "fields=id", "", "x=1", "="]), random.Next(10, random.Chance(10) ? 12_000 : 700)))),
        new("a long parameter", Stage.Head, (random, draft) => draft.Query.Add($"{random.Pick(["id", "x", "lang"])}={new string('q', random.Next(300, random.Chance(10) ? 65_000 : 6_000))}")),
        new("another id", Stage.Head, (random, draft) => draft.Path = $"{draft.Path.AsSpan(0, draft.Path.LastIndexOf('/') is > 0 and var at ? at : draft.Path.Length)}/{random.Pick(_ids)}"),
        new("a long id", Stage.Head, (random, draft) => draft.Path = $"/imgs/{new string('p', random.Next(200, random.Chance(10) ? 65_000 : 5_000))}"),
        new("another method", Stage.Head, (random, draft) => draft.Method = random.Pick(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW", "get", "M-SEARCH", "PROPFIND"])),
        Refusable("an unsupported method", (random, draft) => draft.Method = random.Pick(["TRACE", "CONNECT", "", "GE T", "P\u00D6ST", new string('M', 3_000)])),
        new("a path below the routes", Stage.Head, (random, draft) => draft.Path = random.Pick(_pathsBelow)),
        new("a path below the routes", Stage.Head, (random, draft) => draft.Path = random.Pick(_pathsBelow)),
        new("a slash at the end", Stage.Head, (_, draft) => draft.Path += "/"),
        Refusable("an unmapped path", (random, draft) => draft.Path = random.Pick(_unmappedPaths)),
        Refusable("a target that is too long", (random, draft) => draft.Query.Add($"id={new string('q', random.Next(65_400, 90_000))}")),
        Refusable("a raw byte in the target", (random, draft) => draft.Query.Add($"id={random.Pick(["\u00E9", "a b", "\0", "\t", "\u007F", "<>", "#f", "\u00C3\u00A9"])}")),
    ];

    private static void AddParameters(SeededRandom random, RequestDraft draft)
    {
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            draft.Query.Insert(random.Next(draft.Query.Count + 1), $"{random.Pick(_names)}{random.Pick(["=", "=", "=", ""])}{random.Pick(_values)}");
        }
    }

    private static Mutation Refusable(string name, Action<SeededRandom, RequestDraft> apply) => new(name, Stage.Head, (random, draft) =>
    {
        draft.ReachesRoutes = false;
        apply(random, draft);
    });
}
