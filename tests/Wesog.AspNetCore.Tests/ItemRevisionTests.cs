using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary><c>if_revision</c>, the revision that an item of a batch expects.</summary>
public sealed class ItemRevisionTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("PUT", "/imgs", """[{"id":"rev-put","src":"https://e.org/2","if_revision":REV}]""", "rev-put")]
    [InlineData("PATCH", "/imgs", """[{"if_revision":REV,"id":"rev-patch","title":"t"}]""", "rev-patch")]
    [InlineData("DELETE", "/imgs", """[{"id":"rev-delete","if_revision":REV}]""", "rev-delete")]
    [InlineData("POST", "/imgs/delete", """[{"id":"rev-post","if_revision":REV}]""", "rev-post")]
    [InlineData("PUT", "/imgs/rev-one", """{"src":"https://e.org/2","if_revision":REV}""", "rev-one")]
    [InlineData("PATCH", "/imgs/rev-one-patch", """{"title":"t","if_revision":REV}""", "rev-one-patch")]
    [InlineData("POST", "/ops", """[{"method":"upd","if_revision":REV,"image":{"id":"rev-ops-put","src":"https://e.org/2"}}]""", "rev-ops-put")]
    [InlineData("POST", "/ops", """[{"method":"mod","image":{"id":"rev-ops-mod","title":"t"},"if_revision":REV}]""", "rev-ops-mod")]
    [InlineData("POST", "/ops", """[{"if_revision":REV,"method":"del","image":{"id":"rev-ops-del"}}]""", "rev-ops-del")]
    public async Task The_item_is_executed_only_if_the_image_has_the_revision(string method, string target, string body, string id)
    {
        await host.Alpha.AddAsync(id);
        foreach (var strict in (bool[])[true, false])
        {
            var wrong = (await host.Alpha.SendAsync(method, $"{target}?wait=true&strict={(strict ? "true" : "false")}", Body("2"))).IsProblem(409, "operation_failed");
            var error = wrong["errors"][0];
            Assert.Equal(("revision_mismatch", id), (error.GetProperty("code").GetString(), error.GetProperty("image_id").GetString()));
            Assert.Contains("revision 1, not 2", error.GetProperty("msg").GetString(), StringComparison.Ordinal);
        }

        (await host.Alpha.SendAsync(method, $"{target}?wait=true", Body("1"))).Is(200);

        string Body(string revision) => body.Replace("REV", revision, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH", "/imgs", """[{"id":"rev-none","if_revision":1}]""")]
    [InlineData("DELETE", "/imgs", """[{"id":"rev-none","if_revision":1}]""")]
    public async Task A_missing_image_is_missing_under_strict_and_a_mismatch_under_relaxed(string method, string target, string body)
    {
        Assert.Equal("id_missing", await CodeOf(method, $"{target}?wait=true", body));
        Assert.Equal("revision_mismatch", await CodeOf(method, $"{target}?wait=true&strict=false", body));
    }

    [Fact]
    public async Task Later_items_see_the_revision_that_will_be_committed()
    {
        await host.Alpha.AddAsync("rev-seq");
        var done = (await host.Alpha.SendAsync(
            "PATCH", "/imgs?wait=true", """[{"id":"rev-seq","title":"a","if_revision":1},{"id":"rev-seq","title":"b","if_revision":2},{"id":"rev-seq","title":"c","if_revision":2}]""")).Is(200);
        Assert.Equal(3, done["num_good"].GetInt32());
        Assert.Equal(2, (await host.Alpha.GetAsync("/imgs/rev-seq"))["revision"].GetInt32());
    }

    [Theory]
    [InlineData("0", "invalid_value")]
    [InlineData("-1", "invalid_value")]
    [InlineData("1.5", "invalid_value")]
    [InlineData("1e400", "invalid_value")]
    [InlineData("99999999999999999999", "invalid_value")]
    [InlineData("\"1\"", "invalid_type")]
    [InlineData("true", "invalid_type")]
    [InlineData("[1]", "invalid_type")]
    [InlineData("{\"a\":[1]}", "invalid_type")]
    public async Task Other_values_are_errors_of_the_payload(string revision, string code)
    {
        foreach (var (method, target, body) in ((string, string, string)[])[
            ("PATCH", "/imgs", $$"""[{"id":"a","if_revision":{{revision}}}]"""),
            ("DELETE", "/imgs", $$"""[{"if_revision":{{revision}},"id":"a"}]"""),
            ("POST", "/ops", $$$"""[{"method":"del","if_revision":{{{revision}}},"image":{"id":"a"}}]""")])
        {
            var refusal = (await host.Alpha.SendAsync(method, target, body)).IsProblem(422, "invalid_images");
            Assert.Equal((code, "if_revision"), (refusal["errors"][0].GetProperty("code").GetString(), refusal["errors"][0].GetProperty("field").GetString()));
        }
    }

    [Theory]
    [InlineData("POST", "/imgs", """[{"id":"a","src":"https://e.org/1","if_revision":1}]""", "invalid_value")]
    [InlineData("POST", "/imgs/a", """{"src":"https://e.org/1","if_revision":7}""", "invalid_value")]
    [InlineData("POST", "/ops", """[{"method":"add","if_revision":1,"image":{"id":"a","src":"https://e.org/1"}}]""", "invalid_value")]
    [InlineData("POST", "/ops", """[{"method":"upd","image":{"id":"a","src":"https://e.org/1","if_revision":1}}]""", "unknown_field")]
    [InlineData("POST", "/ops", """[{"method":"del","image":{"id":"a","if_revision":1}}]""", "unknown_field")]
    [InlineData("PATCH", "/imgs", """[{"id":"a","if_revision":1,"if_revision":1}]""", "repeated_field")]
    [InlineData("POST", "/ops", """[{"method":"del","if_revision":1,"if_revision":2,"image":{"id":"a"}}]""", "repeated_field")]
    public async Task It_belongs_to_items_that_need_an_existing_image(string method, string target, string body, string code)
    {
        var refusal = (await host.Alpha.SendAsync(method, target, body)).IsProblem(422, "invalid_images");
        Assert.Equal((code, "if_revision"), (refusal["errors"][0].GetProperty("code").GetString(), refusal["errors"][0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Null_is_as_if_it_were_absent()
    {
        (await host.Alpha.SendAsync("POST", "/imgs?wait=true", """[{"id":"rev-null","src":"https://e.org/1","if_revision":null}]""")).Is(200);
        (await host.Alpha.SendAsync("PATCH", "/imgs?wait=true", """[{"id":"rev-null","title":"t","if_revision":null}]""")).Is(200);
    }

    private async Task<string?> CodeOf(string method, string target, string body) =>
        (await host.Alpha.SendAsync(method, target, body)).IsProblem(409, "operation_failed")["errors"][0].GetProperty("code").GetString();
}
