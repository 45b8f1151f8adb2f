using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The headers that make a write conditional: <c>If-Match</c> and <c>If-None-Match</c> on one image; all others are refused.</summary>
public sealed class PreconditionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Image = """{"src":"https://e.org/2"}""";

    private static readonly (string Method, string Target, string? Body)[] _writes =
    [
        ("POST", "/imgs?strict=false", """[{"id":"cond","src":"https://e.org/2"}]"""), ("PUT", "/imgs", """[{"id":"cond","src":"https://e.org/2"}]"""),
        ("PATCH", "/imgs", """[{"id":"cond","title":"t"}]"""), ("DELETE", "/imgs?id=cond", null), ("POST", "/imgs/delete?id=cond", null),
        ("PATCH", "/imgs?q=id%3Dcond", """{"title":"t"}"""), ("DELETE", "/imgs?q=id%3Dcond", null),
        ("POST", "/imgs/cond?strict=false", Image), ("PUT", "/imgs/cond", Image), ("PATCH", "/imgs/cond", """{"title":"t"}"""), ("DELETE", "/imgs/cond", null),
        ("POST", "/ops", """[{"method":"del","image":{"id":"cond"}}]"""), ("DELETE", "/ops/1", null),
    ];

    public static TheoryData<string, string> Headers => new()
    {
        { "If-Match", "\"1-0000000000000000\"" }, { "If-Match", "*" }, { "If-Match", "" }, { "if-none-match", "*" }, { "If-None-Match", "\"1-a\"" },
        { "If-Unmodified-Since", "Mon, 01 Jan 2024 00:00:00 GMT" }, { "If-Unmodified-Since", "yesterday" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_write_that_does_not_take_a_conditional_header_refuses_it(string name, string value)
    {
        await host.Alpha.SendAsync("POST", "/imgs/cond?wait=true&strict=false", """{"src":"https://e.org/1"}""");
        var before = (await host.Alpha.GetAsync("/imgs/cond")).Is(200)["revision"].GetInt64();
        foreach (var (method, target, body) in _writes.Where(write => !Takes(write.Method, write.Target, name)))
        {
            var refusal = (await host.Alpha.SendAsync(method, target, body, (name, value))).IsProblem(400, "invalid_parameter");
            Assert.Contains($" {name} ", refusal.Detail, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(before, (await host.Alpha.GetAsync("/imgs/cond")).Is(200)["revision"].GetInt64());
    }

    [Theory]
    [InlineData("If-Match", "")]
    [InlineData("If-Match", "1-a")]
    [InlineData("If-Match", "\"1-a")]
    [InlineData("If-Match", "*, \"1-a\"")]
    [InlineData("If-Match", "\"1-a\" \"1-b\"")]
    [InlineData("If-None-Match", "\"1-a\"")]
    [InlineData("If-None-Match", "*, *")]
    [InlineData("If-None-Match", "")]
    public async Task An_ill_formed_condition_is_refused_with_its_value(string name, string value)
    {
        var method = name == "If-Match" ? "DELETE" : "POST";
        var refusal = (await host.Alpha.SendAsync(method, "/imgs/ill?wait=true", method == "POST" ? Image : null, (name, value))).IsProblem(400, "invalid_parameter");
        Assert.Contains(name, refusal.Detail, StringComparison.Ordinal);
        Assert.Contains($"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"".Replace("\\\"", "\"", StringComparison.Ordinal), refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", Image, 2)]
    [InlineData("PATCH", """{"title":"t"}""", 2)]
    [InlineData("DELETE", null, 0)]
    public async Task If_match_lets_the_write_through_while_the_tag_is_current(string method, string? body, int revision)
    {
        var id = $"match-{method}";
        await host.Alpha.AddAsync(id);
        var tag = (await host.Alpha.GetAsync($"/imgs/{id}")).Header("ETag")!;

        (await host.Alpha.SendAsync(method, $"/imgs/{id}?wait=true", body, ("If-Match", $"\"0-0\", {tag}"))).Is(200);

        var after = await host.Alpha.GetAsync($"/imgs/{id}");
        Assert.Equal(revision, revision == 0 ? 404 - after.Status : after["revision"].GetInt32());
        var failed = (await host.Alpha.SendAsync(method, $"/imgs/{id}?wait=true&strict=false", body, ("If-Match", tag))).IsProblem(412, "precondition_failed");
        Assert.Equal(("failed", "precondition_failed"), (failed["state"].GetString(), failed["errors"][0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_tag_of_an_image_that_was_deleted_and_added_again_does_not_match()
    {
        await host.Alpha.SendAsync("POST", "/imgs/again?wait=true", """{"src":"https://e.org/1"}""");
        var tag = (await host.Alpha.GetAsync("/imgs/again")).Header("ETag")!;
        await host.Alpha.SendAsync("DELETE", "/imgs/again?wait=true", null);
        await host.Alpha.SendAsync("POST", "/imgs/again?wait=true", """{"src":"https://e.org/other"}""");

        (await host.Alpha.SendAsync("DELETE", "/imgs/again?wait=true", null, ("If-Match", tag))).IsProblem(412, "precondition_failed");
    }

    [Fact]
    public async Task Weak_tags_and_those_of_selected_fields_match_nothing()
    {
        await host.Alpha.AddAsync("weak");
        var tag = (await host.Alpha.GetAsync("/imgs/weak")).Header("ETag")!;
        var ofFields = (await host.Alpha.GetAsync("/imgs/weak?fields=id")).Header("ETag")!;

        (await host.Alpha.SendAsync("DELETE", "/imgs/weak?wait=true", null, ("If-Match", $"W/{tag}"))).IsProblem(412, "precondition_failed");
        (await host.Alpha.SendAsync("DELETE", "/imgs/weak?wait=true", null, ("If-Match", ofFields))).IsProblem(412, "precondition_failed");
    }

    [Fact]
    public async Task A_star_requires_that_the_image_exists_or_that_it_does_not()
    {
        (await host.Alpha.SendAsync("DELETE", "/imgs/star?wait=true", null, ("If-Match", "*"))).IsProblem(412, "precondition_failed");
        (await host.Alpha.SendAsync("POST", "/imgs/star?wait=true&strict=false", Image, ("If-None-Match", "*"))).Is(200);
        (await host.Alpha.SendAsync("POST", "/imgs/star?wait=true&strict=false", Image, ("If-None-Match", "*"))).IsProblem(412, "precondition_failed");
        (await host.Alpha.SendAsync("PATCH", "/imgs/star?wait=true", """{"title":"t"}""", ("If-Match", "*"))).Is(200);
    }

    [Fact]
    public async Task A_condition_is_judged_when_the_operation_runs()
    {
        await host.Alpha.AddAsync("later");
        var tag = (await host.Alpha.GetAsync("/imgs/later")).Header("ETag")!;
        var first = (await host.Alpha.SendAsync("PATCH", "/imgs/later", """{"title":"1"}""", ("If-Match", tag))).Is(202);
        var second = (await host.Alpha.SendAsync("PATCH", "/imgs/later", """{"title":"2"}""", ("If-Match", tag))).Is(202);

        var (one, other) = (await EndOf(first), await EndOf(second));

        Assert.Equal(("succeeded", "failed"), (one["state"].GetString(), other["state"].GetString()));
        Assert.Equal("1", (await host.Alpha.GetAsync("/imgs/later"))["title"].GetString());
    }

    [Fact]
    public async Task Validate_only_judges_the_condition_as_of_now() =>
        (await host.Alpha.SendAsync("DELETE", "/imgs/nothing?validate_only=true", null, ("If-Match", "*"))).IsProblem(412, "precondition_failed");

    [Fact]
    public async Task The_condition_is_part_of_what_an_idempotency_key_is_bound_to()
    {
        await host.Alpha.AddAsync("bound");
        var tag = (await host.Alpha.GetAsync("/imgs/bound")).Header("ETag")!;
        (await host.Alpha.SendAsync("PATCH", "/imgs/bound?wait=true", """{"title":"t"}""", ("If-Match", tag), ("Idempotency-Key", "cond-1"))).Is(200);
        (await host.Alpha.SendAsync("PATCH", "/imgs/bound?wait=true", """{"title":"t"}""", ("If-Match", tag), ("Idempotency-Key", "cond-1"))).Is(200);
        (await host.Alpha.SendAsync("PATCH", "/imgs/bound?wait=true", """{"title":"t"}""", ("If-Match", "*"), ("Idempotency-Key", "cond-1"))).IsProblem(422, "key_reused");
        (await host.Alpha.SendAsync("PATCH", "/imgs/bound?wait=true", """{"title":"t"}""", ("Idempotency-Key", "cond-1"))).IsProblem(422, "key_reused");
    }

    [Fact]
    public async Task It_is_checked_after_the_parameters_and_before_the_idempotency_key()
    {
        (string, string)[] headers = [("If-Match", "*"), ("Idempotency-Key", new string('k', 256))];
        (await host.Client(null).SendAsync("DELETE", "/imgs?id=a", null, headers)).IsProblem(401, "unauthorized");
        Assert.Contains("\"x\"", (await host.Alpha.SendAsync("DELETE", "/imgs?id=a&x=1", null, headers)).IsProblem(400, "invalid_parameter").Detail, StringComparison.Ordinal);
        Assert.Contains("If-Match", (await host.Alpha.SendAsync("DELETE", "/imgs?id=a", null, headers)).IsProblem(400, "invalid_parameter").Detail, StringComparison.Ordinal);
        headers[0] = ("If-Match", "ill-formed");
        Assert.Contains("If-Match", (await host.Alpha.SendAsync("DELETE", "/imgs/a", null, headers)).IsProblem(400, "invalid_parameter").Detail, StringComparison.Ordinal);
    }

    // By RFC 9110 a write ignores If-Modified-Since; a read ignores the others.
    [Fact]
    public async Task Other_conditional_headers_are_ignored()
    {
        (await host.Alpha.SendAsync("DELETE", "/imgs/a", null, ("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"))).Is(202);
        (await host.Alpha.GetAsync("/imgs", ("If-Match", "\"1-a\""))).Is(200);
    }

    private static bool Takes(string method, string target, string header) =>
        target.StartsWith("/imgs/cond", StringComparison.Ordinal)
        && header.Equals(method == "POST" ? "If-None-Match" : "If-Match", StringComparison.OrdinalIgnoreCase);

    private Task<Reply> EndOf(Reply accepted) => host.Alpha.GetAsync($"/ops/{accepted["op_id"].GetInt64()}?wait=20");
}
