using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Edits of lists in a modification: <c>{"add": […], "remove": […]}</c>.</summary>
public sealed class ListEditTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("""{"add":["c","a","c"]}""", """["a","b","c"]""")]
    [InlineData("""{"remove":["a"]}""", """["b"]""")]
    [InlineData("""{"add":["d"],"remove":["b","x"]}""", """["a","d"]""")]
    [InlineData("""{"remove":["a"],"add":["a"]}""", """["b","a"]""")]
    [InlineData("""{"remove":["a","b"]}""", "[]")]
    [InlineData("""{"add":[]}""", """["a","b"]""")]
    [InlineData("""{"add":["A","\u0061\u0301","\u00e1"]}""", """["a","b","A","a\u0301","\u00e1"]""")]
    public async Task Entries_are_removed_then_appended(string edit, string expected)
    {
        await host.Alpha.SendAsync("POST", "/imgs/edit?wait=true&strict=false", """{"src":"https://e.org/1","keywords":["a","b"]}""");
        (await host.Alpha.SendAsync("PATCH", "/imgs?wait=true", $$"""[{"id":"edit","keywords":{{edit}}}]""")).Is(200);
        var entries = (await host.Alpha.GetAsync("/imgs/edit"))["keywords"].EnumerateArray().Select(entry => entry.GetString());
        Assert.Equal(System.Text.Json.JsonSerializer.Deserialize<string[]>(expected), entries);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_counts_as_written()
    {
        await host.Alpha.AddAsync("edit-none");
        var done = (await host.Alpha.SendAsync("PATCH", "/imgs/edit-none?wait=true", """{"keywords":{"remove":["x"]}}""")).Is(200);
        Assert.Equal((1, 0), (done["num_good"].GetInt32(), done["num_skipped"].GetInt32()));
        var image = await host.Alpha.GetAsync("/imgs/edit-none");
        Assert.Equal(2, image["revision"].GetInt32());
        Assert.False(image.Has("keywords"));
    }

    [Theory]
    [InlineData("""{}""", "required", "keywords")]
    [InlineData("""{"add":null}""", "invalid_type", "keywords.add")]
    [InlineData("""{"remove":"a"}""", "invalid_type", "keywords.remove")]
    [InlineData("""{"add":[1]}""", "invalid_type", "keywords.add[0]")]
    [InlineData("""{"add":["ok",""]}""", "empty", "keywords.add[1]")]
    [InlineData("""{"remove":["\u0000"]}""", "invalid_text", "keywords.remove[0]")]
    [InlineData("""{"add":["a"],"append":["b"]}""", "unknown_field", "append")]
    [InlineData("""{"add":["a"],"add":["b"]}""", "repeated_field", "keywords.add")]
    [InlineData("\"a\"", "invalid_type", "keywords")]
    public async Task Errors_name_the_part_of_the_edit(string edit, string code, string field)
    {
        var refusal = (await host.Alpha.SendAsync("PATCH", "/imgs", $$"""[{"id":"a","keywords":{{edit}}}]""")).IsProblem(422, "invalid_images");
        Assert.Equal((code, field), (refusal["errors"][0].GetProperty("code").GetString(), refusal["errors"][0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task An_edit_has_at_most_as_many_entries_as_a_list()
    {
        var entries = string.Join(',', Enumerable.Range(0, 1_001).Select(i => $"\"{i}\""));
        var refusal = (await host.Alpha.SendAsync("PATCH", "/imgs", $$$"""[{"id":"a","keywords":{"add":[{{{entries}}}]}}]""")).IsProblem(422, "invalid_images");
        Assert.Equal(("too_many", "keywords.add"), (refusal["errors"][0].GetProperty("code").GetString(), refusal["errors"][0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task The_result_obeys_the_limit_when_the_operation_runs()
    {
        var entries = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"{i}\""));
        await host.Alpha.SendAsync("POST", "/imgs/edit-full?wait=true", $$"""{"src":"https://e.org/1","keywords":[{{entries}}]}""");
        var failed = (await host.Alpha.SendAsync("PATCH", "/imgs/edit-full?wait=true", """{"keywords":{"add":["0","one more"]}}""")).IsProblem(409, "operation_failed");
        Assert.Equal(("too_many", "keywords"), (failed["errors"][0].GetProperty("code").GetString(), failed["errors"][0].GetProperty("field").GetString()));
        Assert.Contains("1001", failed["errors"][0].GetProperty("msg").GetString(), StringComparison.Ordinal);
        Assert.Equal("keywords", failed["error_counts"][0].GetProperty("field").GetString());
        (await host.Alpha.SendAsync("PATCH", "/imgs/edit-full?wait=true", """{"keywords":{"remove":["0"],"add":["one more"]}}""")).Is(200);
    }

    [Theory]
    [InlineData("POST", "/imgs", """[{"id":"a","src":"https://e.org/1","keywords":{"add":["a"]}}]""")]
    [InlineData("PUT", "/imgs", """[{"id":"a","src":"https://e.org/1","collections":{"add":["a"]}}]""")]
    [InlineData("PATCH", "/imgs", """[{"id":"a","title":{"add":["a"]}}]""")]
    public async Task Only_a_modification_edits_and_only_lists(string method, string target, string body) =>
        Assert.Equal("invalid_type", (await host.Alpha.SendAsync(method, target, body)).IsProblem(422, "invalid_images")["errors"][0].GetProperty("code").GetString());

    [Fact]
    public async Task Equal_edits_are_equal_submissions()
    {
        await host.Alpha.AddAsync("edit-key");
        (await host.Alpha.SendAsync("PATCH", "/imgs/edit-key?wait=true", """{"keywords":{"add":["a"],"remove":[]}}""", ("Idempotency-Key", "edit-1"))).Is(200);
        (await host.Alpha.SendAsync("PATCH", "/imgs/edit-key?wait=true", """{"keywords":{"add":["\u0061"]}}""", ("Idempotency-Key", "edit-1"))).Is(200);
        (await host.Alpha.SendAsync("PATCH", "/imgs/edit-key?wait=true", """{"keywords":["a"]}""", ("Idempotency-Key", "edit-1"))).IsProblem(422, "key_reused");
    }
}
