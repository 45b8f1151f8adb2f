using Microsoft.AspNetCore.Builder;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The 401 check precedes every other check.</summary>
public sealed class AuthenticationTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("GET", "/imgs")]
    [InlineData("GET", "/imgs?unknown=1")]
    [InlineData("POST", "/imgs")]
    [InlineData("TRACE", "/imgs")]
    [InlineData("GET", "/imgs/none")]
    [InlineData("POST", "/imgs/delete")]
    [InlineData("GET", "/ops")]
    [InlineData("PUT", "/ops/x")]
    [InlineData("GET", "/ops/1")]
    public async Task Without_a_known_key_every_request_is_401(string method, string target)
    {
        foreach (var key in (string?[])[null, "wrong", "", ApiHost.AlphaKey + " ", ApiHost.AlphaKey.ToUpperInvariant(), ApiHost.HashOf(ApiHost.AlphaKey)])
        {
            // The transfer removes trailing white space, so that key is quoted.
            var sent = key?.EndsWith(' ') == true ? $"\"{key}\"" : key;
            var reply = (await host.Client(sent).SendAsync(method, target)).IsProblem(401, "unauthorized");
            Assert.Equal("API-Key", reply.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task Two_keys_in_one_request_are_401()
    {
        var reply = await host.Alpha.GetAsync("/imgs", ("API-Key", ApiHost.AlphaKey));
        reply.IsProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Without_a_key_no_body_is_read()
    {
        var response = await RawConnection.SendAsync(
            host.Address,
            $"POST /imgs HTTP/1.1\r\nHost: {host.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 401 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_keys_of_a_tenant_select_the_same_images()
    {
        await host.Alpha.AddAsync("mine");
        (await host.Client(ApiHost.SecondAlphaKey).GetAsync("/imgs/mine")).Is(200);
        (await host.Beta.GetAsync("/imgs/mine")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task A_request_without_a_tenant_is_refused_even_if_the_host_allows_it()
    {
        await using var open = await ApiHost.StartAsync(new HostPlan { Map = app => app.MapWesogImages().AllowAnonymous() });
        (await open.Client(null).GetAsync("/imgs")).IsProblem(401, "unauthorized");
        (await open.Alpha.GetAsync("/imgs")).Is(200);
    }
}
