using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>The limits of bodies, keys, ids and lists in responses.</summary>
internal static class HttpLimits
{
    private const string Lines = "application/x-ndjson";
    private const string Boat = "\U0001F6F6";

    public static IEnumerable<HttpLimit> All =>
    [
        Items("an array", 3, 3, count => ("POST", "/imgs?strict=false", Array(count, i => $$"""{"id":"{{i}}","src":"http://a/"}"""), ApiClient.Json)),
        Items("lines", 3, 3, count => ("PATCH", "/imgs?strict=false", string.Join('\n', Enumerable.Repeat("""{"id":"a"}""", count)), Lines)),
        Items("items of several methods", 3, 3, count => ("POST", "/ops", Array(count, i => $$$"""{"method":"del","image":{"id":"{{{i}}}"}}"""), ApiClient.Json)),
        Items("ids of a deletion", 3, 3, count => ("DELETE", "/imgs", Array(count, i => $"\"{i}\""), ApiClient.Json)),
        Items("ids in the query", 3, 3, count => ("DELETE", $"/imgs?{string.Join('&', Enumerable.Repeat("id=a", count))}", null, ApiClient.Json)),
        Items("an array, by default", 10_000, null, count => ("POST", "/imgs/delete", Array(count, i => $"\"{i}\""), ApiClient.Json)),
        Bytes("identity", 1_000, 1_000),
        Bytes("gzip", 1_000, 1_000),
        Bytes("br", 1_000, 1_000),
        Bytes("gzip", 64 << 20, null),
        Bytes("br", 64 << 20, null),
        new("MaxQueuedOperations", "writes", 2, "queue_full", TryQueueAsync) { Options = options => options.Limits.MaxQueuedOperations = 2, StartsPaused = true },
        new("MaxErrors", "errors of a refusal", 3, "truncated", TryRefusedAsync) { Options = options => options.Limits.MaxErrors = 3 },
        new("MaxErrors", "errors of an operation", 3, "truncated", TryFailedAsync) { Options = options => options.Limits.MaxErrors = 3 },
        new("nesting", "of a body", 64, "malformed_json", (host, depth) => OutcomeAsync(
            host.Alpha.SendAsync("PATCH", "/imgs/a", $"{{\"revision\":{new string('[', (int)depth - 1)}{new string(']', (int)depth - 1)}}}"))),
        new("idempotency key", "characters", 255, "invalid_key", (host, length) => TryKeyAsync(host, new string('k', (int)length))),
        new("idempotency key", "characters", 1, "invalid_key", (host, length) => TryKeyAsync(host, new string('k', (int)length))) { IsLeast = true },
        new("id", "in a path", 255, "invalid_images", (host, length) => TryIdAsync(host, new string('x', (int)length))),
        new("id", "in a path, of two bytes a unit", 255, "invalid_images", (host, length) => TryIdAsync(host, new string('é', (int)length))),
        new("id", "in a path, of two units a character", 255, "invalid_images", (host, length) => TryIdAsync(
            host, new string('x', (int)length % 2) + string.Concat(Enumerable.Repeat(Boat, (int)length / 2)))),
        new("id", "in a query", 255, "invalid_images", (host, length) => OutcomeAsync(host.Alpha.SendAsync("DELETE", $"/imgs?id={new string('x', (int)length)}"))),
        new("id", "in a query", 1, "invalid_images", (host, length) => OutcomeAsync(host.Alpha.SendAsync("DELETE", $"/imgs?id={new string('x', (int)length)}"))) { IsLeast = true },
        new("default page", "of images", 50, "next", TryImagesAsync),
        new("default page", "of operations", 100, "next", TryOperationsAsync),
        new("listed errors", "of a listed operation", 10, "truncated", TryListedErrorsAsync),
    ];

    private static HttpLimit Items(
        string how, int value, int? setting, Func<int, (string Method, string Target, string? Body, string Type)> request) =>
        new("MaxBatchItems", how, value, "too_large", async (host, count) =>
        {
            var (method, target, body, type) = request((int)count);
            var reply = await host.Alpha.SendAsync(method, target, body is null ? null : Encoding.UTF8.GetBytes(body), type);
            return HttpLimit.Of(reply);
        })
        {
            Options = options => options.Limits.MaxBatchItems = setting ?? options.Limits.MaxBatchItems,
        };

    private static HttpLimit Bytes(string encoding, int value, int? setting) =>
        new("MaxBodyBytes", encoding, value, "too_large", (host, length) =>
        {
            var body = new byte[length];
            body.AsSpan().Fill((byte)' ');
            "[\"1\"]"u8.CopyTo(body);
            var sent = encoding == "identity" ? body : Compressed.With(encoding, body);
            return OutcomeAsync(host.Alpha.SendAsync("DELETE", "/imgs", sent, ApiClient.Json, ("Content-Encoding", encoding)));
        })
        {
            Options = options => options.Limits.MaxBodyBytes = setting ?? options.Limits.MaxBodyBytes,
        };

    private static async Task<string> TryQueueAsync(ApiHost host, long count)
    {
        Reply? last = null;
        for (var i = 0; i < count; i++)
        {
            last = await host.Alpha.SendAsync("DELETE", "/imgs/a");
        }

        return HttpLimit.Of(last!);
    }

    private static async Task<string> TryRefusedAsync(ApiHost host, long count)
    {
        var reply = (await host.Alpha.SendAsync("POST", "/imgs", Array((int)count, _ => "7"))).IsProblem(422, "invalid_images");
        Assert.Equal(count, reply["num_bad"].GetInt64());
        return Truncated(reply.Json);
    }

    private static async Task<string> TryFailedAsync(ApiHost host, long count)
    {
        var reply = (await host.Alpha.SendAsync("PATCH", "/imgs?wait=true", Array((int)count, i => $$"""{"id":"none{{i}}"}"""))).IsProblem(409, "operation_failed");
        Assert.Equal(count, reply["num_bad"].GetInt64());
        return Truncated(reply.Json);
    }

    private static async Task<string> TryListedErrorsAsync(ApiHost host, long count)
    {
        await host.Alpha.SendAsync("PATCH", "/imgs?wait=true", Array((int)count, i => $$"""{"id":"none{{i}}"}"""));
        return Truncated((await host.Alpha.GetAsync("/ops?limit=1")).Is(200).Json[0]);
    }

    private static Task<string> TryKeyAsync(ApiHost host, string key) =>
        OutcomeAsync(host.Alpha.SendAsync("DELETE", "/imgs/a", null, ("Idempotency-Key", key)));

    private static Task<string> TryIdAsync(ApiHost host, string id) =>
        OutcomeAsync(host.Alpha.SendAsync("PUT", $"/imgs/{Uri.EscapeDataString(id)}", """{"src":"http://a/"}"""));

    private static async Task<string> TryImagesAsync(ApiHost host, long count)
    {
        (await host.Alpha.SendAsync("POST", "/imgs?wait=true&strict=false", Array((int)count, i => $$"""{"id":"{{i}}","src":"http://a/"}"""))).Is(200);
        return (await host.Alpha.GetAsync("/imgs")).Next is null ? "" : "next";
    }

    private static async Task<string> TryOperationsAsync(ApiHost host, long count)
    {
        while ((await host.Alpha.SendAsync("DELETE", "/imgs/a?wait=true")).Is(200)["op_id"].GetInt64() < count)
        {
        }

        return (await host.Alpha.GetAsync("/ops")).Next is null ? "" : "next";
    }

    private static async Task<string> OutcomeAsync(Task<Reply> reply) => HttpLimit.Of(await reply);

    private static string Truncated(System.Text.Json.JsonElement operation) => operation.TryGetProperty("errors_truncated", out _) ? "truncated" : "";

    private static string Array(int count, Func<int, string> item) => $"[{string.Join(',', Enumerable.Range(0, count).Select(item))}]";
}
