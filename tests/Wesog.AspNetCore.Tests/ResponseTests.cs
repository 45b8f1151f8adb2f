using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The rows of the table "Responses" in <c>docs/http.md</c> that need no special host.</summary>
public sealed class ResponseTests(ApiHost host) : IClassFixture<ApiHost>
{
    private readonly ApiClient _api = host.Alpha;

    [Fact]
    public async Task A_write_without_waiting_is_202_with_the_location()
    {
        var reply = (await _api.SendAsync("POST", "/imgs", """[{"id":"a1","src":"https://e.org/1"}]""")).Is(202);
        Assert.Equal($"/ops/{reply["op_id"].GetInt64()}", reply.Header("Location"));
        Assert.Equal("1", reply.Header("Retry-After"));
        Assert.False(reply["do_wait"].GetBoolean());
        var finished = (await _api.GetAsync($"{reply.Header("Location")}?wait=60")).Is(200);
        Assert.Equal("succeeded", finished["state"].GetString());
    }

    [Fact]
    public async Task A_subset_with_good_and_bad_items_is_207()
    {
        await _api.AddAsync("a2");
        var reply = (await _api.SendAsync("POST", "/imgs?wait=true&subset=true", """[{"id":"a2","src":"https://e.org/1"},{"id":"a3","src":"https://e.org/1"},{"id":"a4"}]""")).Is(207);
        Assert.Equal("partial", reply["state"].GetString());
        Assert.Equal((1, 2), (reply["num_good"].GetInt32(), reply["num_bad"].GetInt32()));
        Assert.Equal(["id_exists", "required"], reply["errors"].EnumerateArray().Select(error => error.GetProperty("code").GetString()));
        (await _api.GetAsync("/imgs/a3")).Is(200);
    }

    [Theory]
    [InlineData("POST", "/imgs?wait=true", """[{"id":"taken","src":"https://e.org/1"}]""", "id_exists")]
    [InlineData("POST", "/imgs/taken?wait=true", """{"src":"https://e.org/1"}""", "id_exists")]
    [InlineData("PUT", "/imgs/gone?wait=true", """{"src":"https://e.org/1"}""", "id_missing")]
    [InlineData("PATCH", "/imgs/gone?wait=true", """{"title":"t"}""", "id_missing")]
    [InlineData("POST", "/imgs?wait=true&subset=true", """[{"id":"taken","src":"https://e.org/1"}]""", "id_exists")]
    public async Task A_failed_operation_is_409_with_the_members_of_the_operation(string method, string target, string body, string code)
    {
        await _api.SendAsync("POST", "/imgs?wait=true&strict=false", """[{"id":"taken","src":"https://e.org/1"}]""");
        var reply = (await _api.SendAsync(method, target, body)).IsProblem(409, "operation_failed");
        Assert.Equal("failed", reply["state"].GetString());
        Assert.Equal((1, 0, 1), (reply["num_total"].GetInt32(), reply["num_good"].GetInt32(), reply["num_bad"].GetInt32()));
        Assert.Equal(code, reply["errors"][0].GetProperty("code").GetString());
        var operation = (await _api.GetAsync($"/ops/{reply["op_id"].GetInt64()}")).Is(200);
        Assert.All(operation.Json.EnumerateObject(), member => Assert.Equal(member.Value.ToString(), reply[member.Name].ToString()));
    }

    [Theory]
    [InlineData("POST", "/imgs", """[{"id":"x"},7,{"id":"y","src":"https://e.org/1"}]""", 2, 3)]
    [InlineData("POST", "/imgs/x", """{"id":"other","src":"https://e.org/1"}""", 1, 1)]
    [InlineData("POST", "/ops", """[{"method":"put","image":{"id":"x"}}]""", 1, 1)]
    [InlineData("DELETE", "/imgs?id=", null, 1, 1)]
    [InlineData("DELETE", "/imgs/%FF", null, 1, 1)]
    public async Task A_payload_that_breaks_the_rules_is_422_with_all_errors(string method, string target, string? body, int bad, int total)
    {
        var reply = (await _api.SendAsync(method, target, body)).IsProblem(422, "invalid_images");
        Assert.Equal((bad, total), (reply["num_bad"].GetInt32(), reply["num_total"].GetInt32()));
        Assert.True(reply["errors"].GetArrayLength() >= bad);
        Assert.False(reply.Has("errors_truncated"));
    }

    [Fact]
    public async Task A_problem_counts_its_errors_by_code_and_member()
    {
        var reply = (await _api.SendAsync("POST", "/imgs", """[{"id":"x","src":"n"},{"id":"y","src":"n","keywords":["",""]},7]""")).IsProblem(422, "invalid_images");
        Assert.Equal(
            """[{"code":"empty","field":"keywords","count":2},{"code":"invalid_url","field":"src","count":2},{"code":"invalid_type","count":1}]""",
            reply["error_counts"].GetRawText());
    }

    [Theory]
    [InlineData("", 409)]
    [InlineData("&subset=true", 207)]
    public async Task An_operation_counts_its_errors_by_code_and_member(string more, int status)
    {
        await _api.SendAsync("POST", "/imgs?wait=true&strict=false", """[{"id":"taken","src":"https://e.org/1"}]""");
        var body = $$"""[{"id":"taken","src":"https://e.org/1"},{"id":"taken","src":"https://e.org/1"},{"id":"{{Guid.NewGuid():N}}","src":"https://e.org/1"}]""";
        var reply = await _api.SendAsync("POST", $"/imgs?wait=true{more}", body);
        Assert.Equal(status, reply.Status);
        Assert.Equal("""[{"code":"id_exists","count":2}]""", reply["error_counts"].GetRawText());
        Assert.Equal(reply["error_counts"].GetRawText(), (await _api.GetAsync($"/ops/{reply["op_id"]}"))["error_counts"].GetRawText());
    }

    [Fact]
    public async Task A_deletion_lists_images_that_did_not_exist()
    {
        await _api.AddAsync("a5");
        var reply = (await _api.SendAsync("DELETE", "/imgs?wait=true", """["typo-1","a5",{"id":"a5"}]""")).Is(200);
        const string Skipped = """[{"id":0,"image_id":"typo-1"},{"id":2,"image_id":"a5"}]""";
        Assert.Equal((2, Skipped), (reply["num_skipped"].GetInt32(), reply["skipped"].GetRawText()));
        Assert.Equal(Skipped, (await _api.GetAsync($"/ops/{reply["op_id"]}"))["skipped"].GetRawText());
        var judged = (await _api.SendAsync("POST", "/imgs/delete?validate_only=true", """["typo-1"]""")).Is(200);
        Assert.Equal("""[{"id":0,"image_id":"typo-1"}]""", judged["skipped"].GetRawText());
    }

    [Fact]
    public async Task Empty_lists_are_absent()
    {
        await _api.AddAsync("a6");
        var reply = (await _api.SendAsync("DELETE", "/imgs/a6?wait=true")).Is(200);
        Assert.False(reply.Has("skipped") || reply.Has("error_counts") || reply.Has("errors_truncated"));
    }

    [Theory]
    [InlineData("/imgs/none", "image_not_found")]
    [InlineData("/imgs/%20", "image_not_found")]
    [InlineData("/imgs/%FF", "image_not_found")]
    [InlineData("/imgs/100%", "image_not_found")]
    [InlineData("/imgs/%2E", "image_not_found")]
    [InlineData("/ops/999999", "operation_not_found")]
    [InlineData("/ops/0", "operation_not_found")]
    [InlineData("/ops/-1", "operation_not_found")]
    [InlineData("/ops/1.0", "operation_not_found")]
    [InlineData("/ops/x", "operation_not_found")]
    [InlineData("/ops/%D9%A1", "operation_not_found")]
    [InlineData("/ops/9007199254740992", "operation_not_found")]
    [InlineData("/ops/99999999999999999999999", "operation_not_found")]
    public async Task Missing_and_impossible_ids_are_404(string target, string code) =>
        (await _api.GetAsync(target)).IsProblem(404, code);

    [Fact]
    public async Task Responses_forbid_shared_caches() =>
        Assert.Equal("no-cache, private", (await _api.GetAsync("/imgs")).Headers.CacheControl!.ToString());
}
