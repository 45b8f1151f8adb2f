using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Every route does what the table of routes in <c>docs/http.md</c> says.</summary>
public sealed class RouteTests(ApiHost host) : IClassFixture<ApiHost>
{
    private readonly ApiClient _api = host.Alpha;

    [Fact]
    public async Task Post_imgs_adds_an_array()
    {
        var reply = (await _api.SendAsync("POST", "/imgs?wait=true", """[{"id":"r1","src":"https://e.org/1"},{"id":"r2","src":"https://e.org/2"}]""")).Is(200);
        Assert.Equal("add", reply["method"].GetString());
        Assert.Equal("image", reply["resource"].GetString());
        Assert.Equal("succeeded", reply["state"].GetString());
        Assert.Equal(2, reply["num_good"].GetInt32());
        Assert.True(reply["op_id"].GetInt64() > 0);
        Assert.Equal("https://e.org/2", (await _api.GetAsync("/imgs/r2")).Is(200)["src"].GetString());
    }

    [Fact]
    public async Task Put_imgs_replaces_whole_records()
    {
        await _api.AddAsync("put", ""","title":"old","city":"Vigo" """);
        var reply = (await _api.SendAsync("PUT", "/imgs?wait=true", """[{"id":"put","src":"https://e.org/2","title":"new"}]""")).Is(200);
        Assert.Equal("upd", reply["method"].GetString());
        var image = await _api.GetAsync("/imgs/put");
        Assert.Equal("new", image["title"].GetString());
        Assert.False(image.Has("city"));
        Assert.Equal(2, image["revision"].GetInt64());
    }

    [Fact]
    public async Task Patch_imgs_changes_only_what_is_sent()
    {
        await _api.AddAsync("patch", ""","title":"old","city":"Vigo" """);
        var reply = (await _api.SendAsync("PATCH", "/imgs?wait=true", """[{"id":"patch","title":null,"country":"ES"}]""")).Is(200);
        Assert.Equal("upd", reply["method"].GetString());
        var image = await _api.GetAsync("/imgs/patch");
        Assert.False(image.Has("title"));
        Assert.Equal("Vigo", image["city"].GetString());
        Assert.Equal("ES", image["country"].GetString());
    }

    [Theory]
    [InlineData("DELETE", "/imgs?wait=true", """["d1",{"id":"d2"}]""")]
    [InlineData("DELETE", "/imgs?wait=true&id=d1&id=d2", null)]
    [InlineData("POST", "/imgs/delete?wait=true", """["d1",{"id":"d2"}]""")]
    [InlineData("POST", "/imgs/delete?wait=true&id=d1&id=d2", null)]
    public async Task A_deletion_accepts_objects_ids_and_parameters(string method, string target, string? body)
    {
        await _api.SendAsync("POST", "/imgs?wait=true&strict=false", """[{"id":"d1","src":"https://e.org/1"},{"id":"d2","src":"https://e.org/2"}]""");
        var reply = (await _api.SendAsync(method, target, body)).Is(200);
        Assert.Equal("del", reply["method"].GetString());
        Assert.Equal(2, reply["num_total"].GetInt32());
        Assert.Equal(0, reply["num_skipped"].GetInt32());
        (await _api.GetAsync("/imgs/d1")).IsProblem(404, "image_not_found");
        (await _api.GetAsync("/imgs/d2")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task One_image_is_added_replaced_modified_and_deleted_by_its_path()
    {
        (await _api.SendAsync("POST", "/imgs/one?wait=true", """{"src":"https://e.org/1","title":"a"}""")).Is(200);
        (await _api.SendAsync("PUT", "/imgs/one?wait=true", """{"id":"one","src":"https://e.org/2","city":"Vigo"}""")).Is(200);
        (await _api.SendAsync("PATCH", "/imgs/one?wait=true", """{"title":"b"}""")).Is(200);
        var image = (await _api.GetAsync("/imgs/one")).Is(200);
        Assert.Equal(("one", "https://e.org/2", "b", "Vigo"), (image["id"].GetString(), image["src"].GetString(), image["title"].GetString(), image["city"].GetString()));
        Assert.Equal(3, image["revision"].GetInt64());
        (await _api.SendAsync("DELETE", "/imgs/one?wait=true")).Is(200);
        (await _api.GetAsync("/imgs/one")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task Post_ops_accepts_items_of_all_methods()
    {
        await _api.AddAsync("m1");
        var reply = (await _api.SendAsync("POST", "/ops?wait=true", """
            [{"method":"add","image":{"id":"m2","src":"https://e.org/2"}},
             {"method":"upd","image":{"id":"m2","src":"https://e.org/3"}},
             {"method":"mod","image":{"id":"m2","title":"t"}},
             {"method":"del","image":{"id":"m1"}}]
            """)).Is(200);
        Assert.Equal("multiple", reply["method"].GetString());
        Assert.Equal(4, reply["num_good"].GetInt32());
        Assert.Equal("https://e.org/3", (await _api.GetAsync("/imgs/m2"))["src"].GetString());
        (await _api.GetAsync("/imgs/m1")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task An_operation_is_read_by_its_number_and_listed_first()
    {
        var id = (await _api.SendAsync("POST", "/imgs/listed?wait=true", """{"src":"https://e.org/1"}"""))["op_id"].GetInt64();
        Assert.Equal(id, (await _api.GetAsync($"/ops/{id}")).Is(200)["op_id"].GetInt64());
        Assert.Equal(id, (await _api.GetAsync($"/ops?limit=1&before={id + 1}")).Is(200).Json[0].GetProperty("op_id").GetInt64());
    }

    [Theory]
    [InlineData("/imgs")]
    [InlineData("/ops")]
    [InlineData("/imgs/head")]
    public async Task Head_answers_as_get_without_a_body(string target)
    {
        await _api.SendAsync("POST", "/imgs/head?wait=true&strict=false", """{"src":"https://e.org/1"}""");
        var get = (await _api.GetAsync(target)).Is(200);
        var head = await _api.SendAsync("HEAD", target);
        Assert.Equal(200, head.Status);
        Assert.Empty(head.Bytes);
        Assert.Equal(get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength);
        Assert.Equal(get.ContentType, head.ContentType);
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
    }
}
