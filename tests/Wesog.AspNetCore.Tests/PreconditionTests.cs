using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>A conditional write is refused.</summary>
public sealed class PreconditionTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string> Headers => new()
    {
        { "If-Match", "\"1-0000000000000000\"" }, { "If-Match", "*" }, { "If-Match", "" }, { "if-none-match", "*" }, { "If-None-Match", "\"1-a\"" },
        { "If-Unmodified-Since", "Mon, 01 Jan 2024 00:00:00 GMT" }, { "If-Unmodified-Since", "yesterday" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Every_write_refuses_a_condition_by_its_name(string name, string value)
    {
        await host.Alpha.SendAsync("POST", "/imgs/cond?wait=true&strict=false", """{"src":"https://e.org/1"}""");
        var before = (await host.Alpha.GetAsync("/imgs/cond")).Is(200)["revision"].GetInt64();
        foreach (var (method, target, body) in ((string, string, string?)[])[
            ("POST", "/imgs?strict=false", """[{"id":"cond","src":"https://e.org/2"}]"""), ("PUT", "/imgs", """[{"id":"cond","src":"https://e.org/2"}]"""),
            ("PATCH", "/imgs", """[{"id":"cond","title":"t"}]"""), ("DELETE", "/imgs?id=cond", null), ("POST", "/imgs/delete?id=cond", null),
            ("POST", "/imgs/cond?strict=false", """{"src":"https://e.org/2"}"""), ("PUT", "/imgs/cond", """{"src":"https://e.org/2"}"""),
            ("PATCH", "/imgs/cond", """{"title":"t"}"""), ("DELETE", "/imgs/cond", null),
            ("POST", "/ops", """[{"method":"del","image":{"id":"cond"}}]"""), ("DELETE", "/ops/1", null)])
        {
            var refusal = (await host.Alpha.SendAsync(method, target, body, (name, value))).IsProblem(400, "invalid_parameter");
            Assert.Contains($" {name} ", refusal.Detail, StringComparison.OrdinalIgnoreCase);
            var isCreation = name == "if-none-match" && value == "*" && (method is "POST" or "PUT");
            Assert.Equal(isCreation, refusal.Detail.Contains("strict", StringComparison.Ordinal));
        }

        Assert.Equal(before, (await host.Alpha.GetAsync("/imgs/cond")).Is(200)["revision"].GetInt64());
    }

    [Fact]
    public async Task It_is_checked_after_the_parameters_and_before_the_idempotency_key()
    {
        (string, string)[] headers = [("If-Match", "*"), ("Idempotency-Key", new string('k', 256))];
        (await host.Client(null).SendAsync("DELETE", "/imgs/a", null, headers)).IsProblem(401, "unauthorized");
        Assert.Contains("\"x\"", (await host.Alpha.SendAsync("DELETE", "/imgs/a?x=1", null, headers)).IsProblem(400, "invalid_parameter").Detail, StringComparison.Ordinal);
        Assert.Contains("If-Match", (await host.Alpha.SendAsync("DELETE", "/imgs/a", null, headers)).IsProblem(400, "invalid_parameter").Detail, StringComparison.Ordinal);
    }

    // By RFC 9110 a write ignores If-Modified-Since; a read ignores the others.
    [Fact]
    public async Task Other_conditional_headers_are_ignored()
    {
        (await host.Alpha.SendAsync("DELETE", "/imgs/a", null, ("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"))).Is(202);
        (await host.Alpha.GetAsync("/imgs", ("If-Match", "\"1-a\""))).Is(200);
    }
}
