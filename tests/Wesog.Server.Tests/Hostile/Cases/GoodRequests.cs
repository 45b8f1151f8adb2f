using System.Globalization;
using System.Text;
using Wesog.Server.Tests.Hostile.Hosting;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Creates valid requests.</summary>
internal static class GoodRequests
{
    private static readonly string[] _flags = ["wait", "urgent", "strict", "subset", "validate_only"];

    public static RequestDraft Compose(SeededRandom random)
    {
        if (random.Chance(1))
        {
            return new() { Method = "GET", Path = random.Pick(Routes.Public), Headers = { ("Host", "h") }, ReachesRoutes = false };
        }

        var (method, pattern) = random.Pick(Routes.All);
        var draft = new RequestDraft { Method = method, Path = PathOf(random, method, pattern) };
        draft.Headers.Add(("Host", "h"));
        draft.Headers.Add(("API-Key", random.Pick(HostileServer.Keys)));
        if (random.Chance(30))
        {
            draft.Headers.Add(("Accept-Language", random.Pick(["fr", "pt-BR, en;q=0.5", "de, *;q=0.1", "ru;q=0.7, es;q=0.9"])));
        }

        if (method == "GET")
        {
            AddReadOptions(random, draft, pattern);
        }
        else if (pattern == "/ops" && method == "DELETE")
        {
            draft.Query.AddRange(random.Pick<string[]>([["label=none"], ["method=multiple", "created_before=2020-01-01"], ["state=pending", "finished_from=2020-01-01T00:00:00Z"]]));
        }
        else if (pattern != "/ops/{op_id}")
        {
            AddWriteContent(random, draft, pattern);
        }

        return draft;
    }

    // POST /imgs/delete is the batch route, so a POST by path uses another id.
    private static string PathOf(SeededRandom random, string method, string pattern) => pattern
        .Replace("{id}", Uri.EscapeDataString(random.Pick(SampleValues.Ids)), StringComparison.Ordinal)
        .Replace("/delete", method == "POST" && pattern == "/imgs/{id}" ? "/deleted" : "/delete", StringComparison.Ordinal)
        .Replace("{op_id}", random.Next(1, 200).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static void AddReadOptions(SeededRandom random, RequestDraft draft, string pattern)
    {
        draft.Method = random.Chance(15) ? "HEAD" : "GET";
        draft.Query.AddRange(pattern switch
        {
            "/imgs" => random.Pick<string[]>([[], ["limit=10"], ["page=2", "limit=5"], ["fields=id", "fields=title"], ["limit=10000", "lang=ru"], ["q=text~boat%20%26%26%20!has%3Dauthor", "sort_by=title", "order=desc"], ["facets=city", "facets=keywords", "facet_limit=2", "count=false"]]),
            "/imgs/{id}" => random.Pick<string[]>([[], ["fields=id"], ["lang=pt"]]),
            "/ops" => random.Pick<string[]>([[], ["limit=5"], ["before=50", "limit=20"], ["state=failed"], ["method=multiple", "state=partial"], ["state=failed", "state=partial", "label=import", "created_from=2020-01-01"]]),
            _ => random.Pick<string[]>([[], ["wait=0"], ["wait=1"], ["lang=fr"]]),
        });
        if (pattern == "/imgs/{id}" && random.Chance(60))
        {
            draft.Headers.Add(("If-None-Match", random.Pick(["*", "\"1-abc\"", "W/\"1-abc\", \"x\""])));
        }
    }

    private static void AddWriteContent(SeededRandom random, RequestDraft draft, string pattern)
    {
        foreach (var flag in _flags.Where(_ => random.Chance(30)))
        {
            draft.Query.Add($"{flag}={random.Pick(["true", "false"])}");
        }

        if (random.Chance(20))
        {
            draft.Query.Add($"lang={random.Pick(SampleValues.Languages)}");
        }

        if (random.Chance(15))
        {
            draft.Headers.Add(("Idempotency-Key", $"key {random.Next(30)}"));
        }

        if (random.Chance(10))
        {
            draft.Query.Add("label=import%20%E2%84%961");
        }

        if (pattern == "/imgs/{id}" && random.Chance(20))
        {
            draft.Headers.Add(draft.Method == "POST" ? ("If-None-Match", "*") : ("If-Match", random.Pick(["*", "\"1-0123456789abcdef\"", "W/\"1-a\", \"2-b\""])));
        }

        if (pattern == "/imgs" && (draft.Method is "PATCH" or "DELETE") && random.Chance(20))
        {
            AddEdit(random, draft);
            return;
        }

        if (draft.Method == "DELETE" && (pattern == "/imgs/{id}" || random.Chance(30)))
        {
            if (pattern != "/imgs/{id}")
            {
                draft.Query.AddRange(Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"id={Uri.EscapeDataString(random.Pick(SampleValues.Ids))}"));
            }

            return;
        }

        var areLines = pattern != "/imgs/{id}" && random.Chance(25);
        draft.Headers.Add(("Content-Type", areLines ? "application/x-ndjson" : "application/json"));
        draft.Body = Encoding.UTF8.GetBytes(BodyOf(random, draft.Method, pattern, areLines));
    }

    // Selects few images: the tenants of the cases share what they write.
    private static void AddEdit(SeededRandom random, RequestDraft draft)
    {
        draft.Query.Add($"q={random.Pick(["city%3DAtlantis", "id%3Da", "text~boat%20%26%26%20!has%3Dauthor"])}");
        if (random.Chance(30))
        {
            draft.Query.Add($"expect={random.Pick(["0", "1", "100"])}");
        }

        if (draft.Method == "PATCH")
        {
            draft.Headers.Add(("Content-Type", "application/json"));
            draft.Body = Encoding.UTF8.GetBytes(Batches.Image(random, null, isChange: true));
        }
    }

    private static string BodyOf(SeededRandom random, string method, string pattern, bool areLines)
    {
        if (pattern == "/imgs/{id}")
        {
            return Batches.Image(random, null, method == "PATCH");
        }

        var count = random.Chance(1) ? random.Next(99, 103) : random.Next(1, 6);
        var items = Enumerable.Range(0, count).Select(_ =>
            pattern == "/ops" ? Batches.Mixed(random)
            : method == "DELETE" || pattern == "/imgs/delete" ? Batches.Deletion(random)
            : Batches.Image(random, random.Pick(SampleValues.Ids), method == "PATCH"));
        return areLines
            ? string.Join(random.Pick(["\n", "\r\n", "\n\n"]), items) + random.Pick(["", "\n"])
            : $"[{string.Join(random.Pick([",", " ,\n "]), items)}]";
    }
}
