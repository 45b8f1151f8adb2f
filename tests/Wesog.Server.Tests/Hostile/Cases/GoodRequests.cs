using System.Globalization;
using System.Text;
using Wesog.Server.Tests.Hostile.Hosting;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Creates valid requests.</summary>
internal static class GoodRequests
{
    private static readonly string[] _flags = ["wait", "urgent", "strict", "subset", "validate_only"];

    public static RequestDraft Compose(SeededRandom dice)
    {
        if (dice.Chance(1))
        {
            return new() { Method = "GET", Path = dice.Pick(Routes.Public), Headers = { ("Host", "h") }, ReachesRoutes = false };
        }

        var (method, pattern) = dice.Pick(Routes.All);
        var draft = new RequestDraft { Method = method, Path = PathOf(dice, method, pattern) };
        draft.Headers.Add(("Host", "h"));
        draft.Headers.Add(("API-Key", dice.Pick(HostileServer.Keys)));
        if (dice.Chance(30))
        {
            draft.Headers.Add(("Accept-Language", dice.Pick(["fr", "pt-BR, en;q=0.5", "de, *;q=0.1", "ru;q=0.7, es;q=0.9"])));
        }

        if (method == "GET")
        {
            AskFor(dice, draft, pattern);
        }
        else if (pattern != "/ops/{op_id}")
        {
            Write(dice, draft, pattern);
        }

        return draft;
    }

    // An image "delete" is not added by its path.
    private static string PathOf(SeededRandom dice, string method, string pattern) => pattern
        .Replace("{id}", Uri.EscapeDataString(dice.Pick(SampleValues.Ids)), StringComparison.Ordinal)
        .Replace("/delete", method == "POST" && pattern == "/imgs/{id}" ? "/deleted" : "/delete", StringComparison.Ordinal)
        .Replace("{op_id}", dice.Next(1, 200).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static void AskFor(SeededRandom dice, RequestDraft draft, string pattern)
    {
        draft.Method = dice.Chance(15) ? "HEAD" : "GET";
        draft.Query.AddRange(pattern switch
        {
            "/imgs" => dice.Pick<string[]>([[], ["limit=10"], ["page=2", "limit=5"], ["fields=id", "fields=title"], ["limit=10000", "lang=ru"]]),
            "/imgs/{id}" => dice.Pick<string[]>([[], ["fields=id"], ["lang=pt"]]),
            "/ops" => dice.Pick<string[]>([[], ["limit=5"], ["before=50", "limit=20"], ["state=failed"], ["method=multiple", "state=partial"]]),
            _ => dice.Pick<string[]>([[], ["wait=0"], ["wait=1"], ["lang=fr"]]),
        });
        if (pattern == "/imgs/{id}" && dice.Chance(60))
        {
            draft.Headers.Add(("If-None-Match", dice.Pick(["*", "\"1-abc\"", "W/\"1-abc\", \"x\""])));
        }
    }

    private static void Write(SeededRandom dice, RequestDraft draft, string pattern)
    {
        foreach (var flag in _flags.Where(_ => dice.Chance(30)))
        {
            draft.Query.Add($"{flag}={dice.Pick(["true", "false"])}");
        }

        if (dice.Chance(20))
        {
            draft.Query.Add($"lang={dice.Pick(SampleValues.Languages)}");
        }

        if (dice.Chance(15))
        {
            draft.Headers.Add(("Idempotency-Key", $"key {dice.Next(30)}"));
        }

        if (draft.Method == "DELETE" && (pattern == "/imgs/{id}" || dice.Chance(30)))
        {
            if (pattern != "/imgs/{id}")
            {
                draft.Query.AddRange(Enumerable.Range(0, dice.Next(1, 4)).Select(_ => $"id={Uri.EscapeDataString(dice.Pick(SampleValues.Ids))}"));
            }

            return;
        }

        var areLines = pattern != "/imgs/{id}" && dice.Chance(25);
        draft.Headers.Add(("Content-Type", areLines ? "application/x-ndjson" : "application/json"));
        draft.Body = Encoding.UTF8.GetBytes(BodyOf(dice, draft.Method, pattern, areLines));
    }

    private static string BodyOf(SeededRandom dice, string method, string pattern, bool areLines)
    {
        if (pattern == "/imgs/{id}")
        {
            return Batches.Image(dice, null, method == "PATCH");
        }

        var count = dice.Chance(1) ? dice.Next(99, 103) : dice.Next(1, 6);
        var items = Enumerable.Range(0, count).Select(_ =>
            pattern == "/ops" ? Batches.Mixed(dice)
            : method == "DELETE" || pattern == "/imgs/delete" ? Batches.Deletion(dice)
            : Batches.Image(dice, dice.Pick(SampleValues.Ids), method == "PATCH"));
        return areLines
            ? string.Join(dice.Pick(["\n", "\r\n", "\n\n"]), items) + dice.Pick(["", "\n"])
            : $"[{string.Join(dice.Pick([",", " ,\n "]), items)}]";
    }
}
