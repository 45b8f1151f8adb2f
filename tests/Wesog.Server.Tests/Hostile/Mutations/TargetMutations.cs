using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Invalid or long methods, paths and query strings.</summary>
internal static class TargetMutations
{
    private static readonly string[] _names =
        ["wait", "Wait", "strict", "lang", "fields", "limit", "page", "before", "id", "state", "method", "x", "", "%77ait", "%", "%FF", "a%00b", "wait[]", "__proto__", "+"];

    private static readonly string[] _values =
    [
        "true", "false", "TRUE", "", "1", "0", "-1", "10001", "9007199254740992", "99999999999999999999999", "%31", "%zz", "%", "%F0%9F", "%ED%A0%80", "%00", "%C0%AF",
        "a=b", "a+b", "en", "es", "title", "pending", "add", "id", "..", "%2E%2E", "%0d%0aX-Injected:%201", "%22", "{id}", "%F0%9F%9B%B6", "+", "a+", "%2B",
    ];

    private static readonly string[] _ids =
        ["%FF", "%", "%zz", "a%2", "%ED%A0%80", "%C0%AF", "a%252Fb", "a%2Fb", "%20a", "a%0Ab", "a%7Fb", "%F0%9F%9B%B6", ";a=b", "+", "*", "a:b", "@", "%25", "~", "%E2%80%AE", "0", "-1", "1e3", "00001", "9007199254740992", "99999999999999999999"];

    private static readonly string[] _strayPaths =
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
        new("many parameters", Stage.Head, (dice, draft) => draft.Query.AddRange(Enumerable.Repeat(dice.Pick(["id=a", "fields=id", "", "x=1", "="]), dice.Next(10, dice.Chance(10) ? 12_000 : 700)))),
        new("a long parameter", Stage.Head, (dice, draft) => draft.Query.Add($"{dice.Pick(["id", "x", "lang"])}={new string('q', dice.Next(300, dice.Chance(10) ? 65_000 : 6_000))}")),
        new("another id", Stage.Head, (dice, draft) => draft.Path = $"{draft.Path.AsSpan(0, draft.Path.LastIndexOf('/') is > 0 and var at ? at : draft.Path.Length)}/{dice.Pick(_ids)}"),
        new("a long id", Stage.Head, (dice, draft) => draft.Path = $"/imgs/{new string('p', dice.Next(200, dice.Chance(10) ? 65_000 : 5_000))}"),
        new("another method", Stage.Head, (dice, draft) => draft.Method = dice.Pick(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW", "get", "M-SEARCH", "PROPFIND"])),
        Refusable("a method that is none", (dice, draft) => draft.Method = dice.Pick(["TRACE", "CONNECT", "", "GE T", "P\u00D6ST", new string('M', 3_000)])),
        new("a path below the routes", Stage.Head, (dice, draft) => draft.Path = dice.Pick(_pathsBelow)),
        new("a path below the routes", Stage.Head, (dice, draft) => draft.Path = dice.Pick(_pathsBelow)),
        new("a slash at the end", Stage.Head, (_, draft) => draft.Path += "/"),
        Refusable("a stray path", (dice, draft) => draft.Path = dice.Pick(_strayPaths)),
        Refusable("a target that is too long", (dice, draft) => draft.Query.Add($"id={new string('q', dice.Next(65_400, 90_000))}")),
        Refusable("a raw byte in the target", (dice, draft) => draft.Query.Add($"id={dice.Pick(["\u00E9", "a b", "\0", "\t", "\u007F", "<>", "#f", "\u00C3\u00A9"])}")),
    ];

    private static void AddParameters(SeededRandom dice, RequestDraft draft)
    {
        for (var n = dice.Next(1, 4); n > 0; n--)
        {
            draft.Query.Insert(dice.Next(draft.Query.Count + 1), $"{dice.Pick(_names)}{dice.Pick(["=", "=", "=", ""])}{dice.Pick(_values)}");
        }
    }

    private static Mutation Refusable(string name, Action<SeededRandom, RequestDraft> apply) => new(name, Stage.Head, (dice, draft) =>
    {
        draft.ReachesRoutes = false;
        apply(dice, draft);
    });
}
