using Microsoft.AspNetCore.Builder;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>401: on mapped routes decided before anything else (section 6).</summary>
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
    public async Task Without_a_key_nothing_is_told(string method, string target)
    {
        foreach (var key in (string?[])[null, "wrong", "", ApiHost.AlphaKey + " ", ApiHost.AlphaKey.ToUpperInvariant(), ApiHost.HashOf(ApiHost.AlphaKey)])
        {
            // The last blank is cut by the transfer, so that key is put into quotes to stay another one.
            var sent = key?.EndsWith(' ') == true ? $"\"{key}\"" : key;
            var reply = (await host.Client(sent).SendAsync(method, target)).IsProblem(401, "unauthorized");
            Assert.Equal("API-Key", reply.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task Two_keys_are_none()
    {
        var reply = await host.Alpha.GetAsync("/imgs", ("API-Key", ApiHost.AlphaKey));
        reply.IsProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Without_a_key_no_body_is_read()
    {
        var answer = await RawConnection.SendAsync(
            host.Address,
            $"POST /imgs HTTP/1.1\r\nHost: {host.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_key_of_a_tenant_shows_the_same_and_no_other_tenant_sees_it()
    {
        await host.Alpha.AddAsync("mine");
        (await host.Client(ApiHost.SecondAlphaKey).GetAsync("/imgs/mine")).Is(200);
        (await host.Beta.GetAsync("/imgs/mine")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task A_host_that_lets_anyone_in_still_shows_nothing_without_a_tenant()
    {
        await using var open = await ApiHost.StartAsync(new HostPlan { Map = app => app.MapWesogImages().AllowAnonymous() });
        (await open.Client(null).GetAsync("/imgs")).IsProblem(401, "unauthorized");
        (await open.Alpha.GetAsync("/imgs")).Is(200);
    }
}
