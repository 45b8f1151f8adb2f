using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary><c>PATCH</c> and <c>DELETE /imgs?q=…</c>: one operation for all images that match when it runs.</summary>
public sealed class EditByQueryTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync(new HostPlan { Engine = options => options.Limits.MaxBatchItems = 4 });
        foreach (var (id, city) in ((string, string)[])[("a", "Rome"), ("b", "Paris"), ("c", "Rome"), ("d", "Oslo"), ("e", "Oslo")])
        {
            (await _host.Alpha.SendAsync("POST", $"/imgs/{id}?wait=true", $$"""{"src":"https://e.org/1","city":"{{city}}"}""")).Is(200);
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_change_applies_to_all_images_that_match()
    {
        var done = (await _host.Alpha.SendAsync("PATCH", "/imgs?q=city%3DRome&wait=true", """{"country":"Italy","keywords":{"add":["k"]},"lang":"en"}""")).Is(200);
        Assert.Equal(("upd", "city=Rome", 2, 2), (done["method"].GetString(), done["q"].GetString(), done["num_total"].GetInt32(), done["num_good"].GetInt32()));
        Assert.Equal(["a", "c"], await IdsOf("country=Italy && keywords=k && lang=en"));
    }

    [Fact]
    public async Task A_deletion_needs_no_body()
    {
        var done = (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DOslo&expect=2&wait=true", null)).Is(200);
        Assert.Equal(("del", 2), (done["method"].GetString(), done["num_total"].GetInt32()));
        Assert.Equal(["a", "b", "c"], await IdsOf("has:id"));
    }

    [Fact]
    public async Task No_match_succeeds_with_no_item()
    {
        var done = (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DLima&wait=true", null)).Is(200);
        Assert.Equal(("succeeded", 0, true), (done["state"].GetString(), done["num_total"].GetInt32(), done["all_good"].GetBoolean()));
    }

    [Theory]
    [InlineData("city%3DRome&expect=1", "count_mismatch", 2)]
    [InlineData("city%3DLima&expect=1", "count_mismatch", 0)]
    [InlineData("has%3Aid", "too_many_matches", 5)]
    [InlineData("has%3Aid&expect=4", "too_many_matches", 5)]
    public async Task A_number_that_is_not_allowed_fails_the_operation_as_a_whole(string query, string code, int matches)
    {
        foreach (var target in (string[])[$"/imgs?q={query}&wait=true", $"/imgs?q={query}&validate_only=true"])
        {
            var failed = (await _host.Alpha.SendAsync("PATCH", target, """{"title":"t"}""")).IsProblem(409, "operation_failed");
            Assert.Equal((code, matches, 0), (failed["failure"].GetProperty("code").GetString(), failed["num_total"].GetInt32(), failed["num_bad"].GetInt32()));
            Assert.Equal(0, failed["errors"].GetArrayLength());
            Assert.False(failed["all_good"].GetBoolean());
            Assert.Contains(failed["failure"].GetProperty("msg").GetString()!, failed.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(await IdsOf("has:title"));
    }

    [Fact]
    public async Task Validate_only_tells_how_many_would_change_and_writes_nothing()
    {
        var judged = (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DRome&validate_only=true", null)).Is(200);
        Assert.Equal((2, false), (judged["num_total"].GetInt32(), judged.Has("op_id")));
        Assert.Equal(["a", "b", "c", "d", "e"], await IdsOf("has:id"));
    }

    [Fact]
    public async Task The_images_are_those_that_match_when_it_runs()
    {
        (await _host.Alpha.SendAsync("PATCH", "/imgs/b", """{"city":"Rome"}""")).Is(202);
        var accepted = (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DRome", null)).Is(202);
        (await _host.Alpha.GetAsync($"/ops/{accepted["op_id"].GetInt64()}?wait=20")).Is(200);
        Assert.Equal(["d", "e"], await IdsOf("has:id"));
    }

    [Theory]
    [InlineData("PATCH", "/imgs?q=", """{"title":"t"}""", 400, "invalid_query")]
    [InlineData("DELETE", "/imgs?q=%20", null, 400, "invalid_query")]
    [InlineData("DELETE", "/imgs?q=city%3D", null, 400, "invalid_query")]
    [InlineData("PUT", "/imgs?q=has%3Aid", """[{"id":"a","src":"https://e.org/1"}]""", 400, "invalid_parameter")]
    [InlineData("DELETE", "/imgs?q=has%3Aid&id=a", null, 400, "invalid_parameter")]
    [InlineData("DELETE", "/imgs?q=has%3Aid", """["a"]""", 400, "invalid_body")]
    [InlineData("DELETE", "/imgs?id=a&expect=1", null, 400, "invalid_parameter")]
    [InlineData("PATCH", "/imgs?expect=1", """[{"id":"a"}]""", 400, "invalid_parameter")]
    [InlineData("PATCH", "/imgs?q=has%3Aid&expect=5", """{"title":"t"}""", 400, "invalid_parameter")]
    [InlineData("PATCH", "/imgs?q=has%3Aid&expect=-1", """{"title":"t"}""", 400, "invalid_parameter")]
    [InlineData("PATCH", "/imgs?q=has%3Aid", """[{"title":"t"}]""", 400, "invalid_body")]
    [InlineData("PATCH", "/imgs?q=has%3Aid", "", 400, "malformed_json")]
    [InlineData("PATCH", "/imgs?q=has%3Aid&subset=true", """{"src":null}""", 422, "invalid_images")]
    [InlineData("PATCH", "/imgs?q=has%3Aid", """{"id":"a","title":"t"}""", 422, "invalid_images")]
    [InlineData("PATCH", "/imgs?q=has%3Aid", """{"if_revision":1,"title":"t"}""", 422, "invalid_images")]
    public async Task Ill_formed_edits_are_refused(string method, string target, string? body, int status, string code)
    {
        (await _host.Alpha.SendAsync(method, target, body)).IsProblem(status, code);
        Assert.Equal(5, (await _host.Alpha.GetAsync("/ops")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Under_subset_the_images_that_can_be_changed_are_changed()
    {
        var entries = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"{i}\""));
        await _host.Alpha.SendAsync("PATCH", "/imgs/a?wait=true", $$"""{"keywords":[{{entries}}]}""");
        var partial = (await _host.Alpha.SendAsync("PATCH", "/imgs?q=city%3DRome&subset=true&wait=true", """{"keywords":{"add":["new"]}}""")).Is(207);
        Assert.Equal((2, 1, "a"), (partial["num_total"].GetInt32(), partial["num_bad"].GetInt32(), partial["errors"][0].GetProperty("image_id").GetString()));
        Assert.Equal(["c"], await IdsOf("keywords=new"));
    }

    [Fact]
    public async Task The_formula_and_the_expected_number_are_part_of_the_submission()
    {
        (string, string) key = ("Idempotency-Key", "q-1");
        (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DLima&wait=true", null, key)).Is(200);
        (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%20%3D%20%22Lima%22&wait=true", null, key)).Is(200);
        (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DRome&wait=true", null, key)).IsProblem(422, "key_reused");
        (await _host.Alpha.SendAsync("DELETE", "/imgs?q=city%3DLima&expect=0&wait=true", null, key)).IsProblem(422, "key_reused");
    }

    private async Task<IEnumerable<string>> IdsOf(string formula) =>
        (await _host.Alpha.GetAsync($"/imgs?q={Uri.EscapeDataString(formula)}")).Is(200)["results"].EnumerateArray().Select(image => image.GetProperty("id").GetString()!);
}
