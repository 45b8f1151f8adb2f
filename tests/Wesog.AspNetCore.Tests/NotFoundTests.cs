using Microsoft.AspNetCore.Builder;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Paths without a route below the mapped paths are 404 problems with the next step.</summary>
public sealed class NotFoundTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] _methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"];
    private static readonly string[] _writes = ["POST", "PUT", "PATCH", "DELETE"];

    [Theory]
    [InlineData("/imgs/a/b")]
    [InlineData("/imgs/a/b/c?unknown=1")]
    [InlineData("/imgs/delete/a")]
    [InlineData("/imgs//")]
    [InlineData("/imgs//a")]
    [InlineData("/imgs/a//")]
    [InlineData("/IMGS/a/b/")]
    public async Task A_path_with_an_extra_segment_is_404_with_a_hint_at_the_encoded_slash(string target)
    {
        foreach (var method in _methods)
        {
            var reply = await host.Alpha.SendAsync(method, target);
            Assert.Equal(404, reply.Status);
            if (method != "HEAD")
            {
                var detail = reply.IsProblem(404, "not_found").Detail;
                Assert.Contains($"\"{target.Split('?')[0]}\"", detail, StringComparison.Ordinal);
                Assert.Contains("%2F", detail, StringComparison.Ordinal);
                Assert.Contains("proxy", detail, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/ops/1/x")]
    [InlineData("/ops//")]
    public async Task An_unknown_path_below_the_operations_is_404_with_the_known_paths(string target)
    {
        var detail = (await host.Alpha.GetAsync(target)).IsProblem(404, "not_found").Detail;
        Assert.Contains("/ops", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("%2F", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/imgs/", """[{"id":"slash","src":"https://e.org/1"}]""")]
    [InlineData("PUT", "/imgs/slash/", """{"src":"https://e.org/1"}""")]
    [InlineData("PATCH", "/imgs/slash/?unknown=1", """{"title":"t"}""")]
    [InlineData("DELETE", "/imgs/slash/", null)]
    [InlineData("DELETE", "/imgs/?id=slash", null)]
    [InlineData("POST", "/imgs/delete/?id=slash", null)]
    [InlineData("POST", "/ops/", """[{"method":"del","image":{"id":"slash"}}]""")]
    [InlineData("DELETE", "/ops/1/", null)]
    public async Task A_write_to_a_path_with_a_trailing_slash_does_nothing(string method, string target, string? body)
    {
        await host.Alpha.SendAsync("POST", "/imgs?wait=true&strict=false", """[{"id":"slash","src":"https://e.org/1","title":"kept"}]""");
        var before = (await host.Alpha.GetAsync("/imgs/slash")).Is(200)["revision"].GetInt64();
        var detail = (await host.Alpha.SendAsync(method, target, body)).IsProblem(404, "not_found").Detail;
        // Only a slash after an id may be part of the id.
        Assert.Equal(target.StartsWith("/imgs/slash", StringComparison.Ordinal) || target.StartsWith("/imgs/delete", StringComparison.Ordinal), detail.Contains("%2F", StringComparison.Ordinal));
        Assert.Equal(target.StartsWith("/imgs/?", StringComparison.Ordinal) || target == "/imgs/", detail.Contains("has no id", StringComparison.Ordinal));
        Assert.Equal(before, (await host.Alpha.GetAsync("/imgs/slash/")).Is(200)["revision"].GetInt64());
    }

    [Fact]
    public async Task An_id_that_ends_with_an_encoded_slash_is_written()
    {
        (await host.Alpha.SendAsync("PUT", "/imgs/end%2F?wait=true&strict=false", """{"src":"https://e.org/1"}""")).Is(200);
        (await host.Alpha.SendAsync("POST", "/imgs/end%2F?wait=true&strict=false", """{"src":"https://e.org/1"}""")).Is(200);
        Assert.Equal("end/", (await host.Alpha.GetAsync("/imgs/end%2F")).Is(200)["id"].GetString());
    }

    [Fact]
    public async Task Without_a_key_every_path_is_401()
    {
        foreach (var method in _writes)
        {
            (await host.Client(null).SendAsync(method, "/imgs/a/b")).IsProblem(401, "unauthorized");
            (await host.Client(null).SendAsync(method, "/imgs/a/")).IsProblem(401, "unauthorized");
            (await host.Client(null).SendAsync(method, "/ops/1/x")).IsProblem(401, "unauthorized");
        }
    }

    [Fact]
    public async Task Routes_of_the_host_below_the_paths_still_work()
    {
        await using var own = await ApiHost.StartAsync(new HostPlan
        {
            Map = app =>
            {
                app.MapWesogImages();
                app.MapGet("/imgs/{id}/preview", (string id) => $"preview of {id}");
            },
        });
        Assert.Equal("preview of a", (await own.Alpha.GetAsync("/imgs/a/preview")).Text);
        (await own.Alpha.GetAsync("/imgs/a/other")).IsProblem(404, "not_found");
        Assert.Empty((await own.Alpha.GetAsync("/images")).Bytes);
    }
}
