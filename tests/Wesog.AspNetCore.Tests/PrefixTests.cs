using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Links and locations contain the path base and the prefix of the group.</summary>
public sealed class PrefixTests
{
    [Theory]
    [InlineData("/imgs/1", """{"src":"https://e.org/1"}""")]
    [InlineData("/imgs", """[{"id":"2","src":"https://e.org/1"}]""")]
    [InlineData("/imgs/delete", "[\"1\"]")]
    [InlineData("/ops", """[{"method":"del","image":{"id":"1"}}]""")]
    public async Task Location_and_link_contain_the_path_base_and_the_prefix(string target, string body)
    {
        await using var host = await StartAsync();
        const string Root = "/b%20se/api/v%201";
        var reply = (await host.Alpha.SendAsync("POST", Root + target, body)).Is(202);
        Assert.Equal($"{Root}/ops/1", reply.Header("Location"));
        (await host.Alpha.GetAsync(reply.Header("Location") + "?wait=60")).Is(200);

        await host.Alpha.SendAsync("POST", $"{Root}/ops?wait=true", """[{"method":"add","image":{"id":"8","src":"https://e.org/1"}},{"method":"add","image":{"id":"9","src":"https://e.org/1"}}]""");
        var images = (await host.Alpha.GetAsync($"{Root}/imgs?limit=1")).Is(200);
        var next = images.Next!;
        Assert.StartsWith($"{Root}/imgs?limit=1&after=", next, StringComparison.Ordinal);
        (await host.Alpha.GetAsync(next)).Is(200);
        Assert.Equal(next, (await host.Alpha.GetAsync($"{Root}/imgs/?limit=1")).Next);
        Assert.Equal($"{Root}/ops?limit=1&before=2", (await host.Alpha.GetAsync($"{Root}/ops?limit=1")).Next);
    }

    [Fact]
    public async Task Authorization_of_the_group_applies_to_every_route()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services.AddAuthorization().AddAuthentication().AddWesogApiKey(ApiHost.AddKeys),
            Map = app => app.MapWesogImages().RequireAuthorization(policy => policy.RequireAssertion(_ => false)),
        });
        foreach (var target in (string[])["/imgs", "/imgs/1", "/imgs/1/2", "/ops", "/ops/1", "/ops/1/2"])
        {
            Assert.Contains("not allowed", (await host.Alpha.GetAsync(target)).IsProblem(403, "unauthorized").Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Mapping_without_the_services_names_the_missing_call()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRouting();
        var app = builder.Build();
        Assert.Contains("AddWesogHttp", Assert.Throws<InvalidOperationException>(() => app.MapWesogImages()).Message, StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartAsync(new HostPlan
    {
        Map = app =>
        {
            app.UsePathBase(new PathString("/b se"));
            app.UseRouting();
            app.UseAuthentication();
            app.MapGroup("/api/{version}").MapWesogImages();
        },
    });
}
