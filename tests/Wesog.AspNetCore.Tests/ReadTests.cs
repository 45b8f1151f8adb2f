using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>GET /imgs/{id}: members, entity tags, 304.</summary>
public sealed class ReadTests(ApiHost host) : IClassFixture<ApiHost>
{
    private readonly ApiClient _api = host.Alpha;

    [Fact]
    public async Task Fields_selects_the_named_members()
    {
        await _api.AddAsync("f", ""","title":"Ñandú","city":"Vigo" """);
        var reply = (await _api.GetAsync("/imgs/f?fields=revision&fields=title&fields=event")).Is(200);
        Assert.Equal("{\"title\":\"Ñandú\",\"revision\":1}", reply.Text);
        var list = (await _api.GetAsync("/imgs?fields=id&limit=10000")).Is(200);
        Assert.All(list["results"].EnumerateArray(), image => Assert.Equal(["id"], image.EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public async Task An_image_contains_the_read_only_members()
    {
        await _api.AddAsync("m");
        var image = (await _api.GetAsync("/imgs/m")).Is(200);
        Assert.Equal(["id", "src", "lang", "created_at", "updated_at", "revision"], image.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Entity_tags_differ_whenever_the_bytes_differ()
    {
        await _api.AddAsync("t", ""","title":"1" """);
        var first = Tag(await _api.GetAsync("/imgs/t"));
        Assert.Matches("^\"1-[0-9a-f]{16}\"$", first);
        Assert.Equal(first, Tag(await _api.GetAsync("/imgs/t")));
        var tags = new HashSet<string> { first };
        Assert.True(tags.Add(Tag(await _api.GetAsync("/imgs/t?fields=title"))));
        Assert.True(tags.Add(Tag(await _api.GetAsync("/imgs/t?fields=src"))));
        await _api.SendAsync("PATCH", "/imgs/t?wait=true", """{"title":"1"}""");
        Assert.True(tags.Add(Tag(await _api.GetAsync("/imgs/t"))));
        await _api.SendAsync("DELETE", "/imgs/t?wait=true");
        await _api.AddAsync("t", ""","title":"2" """);
        Assert.True(tags.Add(Tag(await _api.GetAsync("/imgs/t"))));
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    [InlineData("ill-formed", 200)]
    public async Task A_matching_entity_tag_is_304(string known, int status)
    {
        await _api.SendAsync("POST", "/imgs/known?wait=true&strict=false", """{"src":"https://e.org/1"}""");
        var tag = Tag(await _api.GetAsync("/imgs/known"));
        foreach (var method in (string[])["GET", "HEAD"])
        {
            var reply = await _api.SendAsync(method, "/imgs/known", null, ("If-None-Match", known.Replace("{0}", tag, StringComparison.Ordinal)));
            Assert.Equal(status, reply.Status);
            Assert.Equal(tag, reply.Header("ETag"));
            Assert.Equal(status == 200 && method == "GET", reply.Bytes.Length > 0);
        }
    }

    [Fact]
    public async Task A_missing_image_matches_no_entity_tag() =>
        (await _api.SendAsync("GET", "/imgs/nothing", null, ("If-None-Match", "*"))).IsProblem(404, "image_not_found");

    [Fact]
    public async Task A_head_request_for_a_missing_image_is_404_without_a_body()
    {
        var reply = await _api.SendAsync("HEAD", "/imgs/nothing");
        Assert.Equal(404, reply.Status);
        Assert.Empty(reply.Bytes);
    }

    private static string Tag(Reply reply) => reply.Is(200).Header("ETag")!;
}
