using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Keys;

/// <summary>A key for this machine only is not accepted from web pages whose name resolves to this machine, nor from those of other sites.</summary>
public sealed class LoopbackKeyTests : IAsyncLifetime
{
    private const string Local = "local";
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(new HostPlan
    {
        Authentication = services => services.AddAuthentication().AddWesogApiKey(options =>
        {
            ApiHost.AddKeys(options);
            options.Keys.Add(new ApiKey { Tenant = "mine", Sha256 = ApiHost.HashOf(Local), LoopbackOnly = true });
        }),
    });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.3.4:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:5080")]
    public async Task A_request_to_a_loopback_name_is_accepted(string host) =>
        (await _host.Client(Local).GetAsync("/imgs", ("Host", host))).Is(200);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("evil.localhost")]
    [InlineData("localhost.")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.7")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_request_to_another_name_is_403_with_the_next_step(string host)
    {
        foreach (var target in (string[])["/imgs", "/ops", "/imgs/a", "/imgs/a/b"])
        {
            var reply = (await _host.Client(Local).GetAsync(target, ("Host", host))).IsProblem(403, "unauthorized");
            Assert.Contains(host, reply.Detail, StringComparison.Ordinal);
            Assert.Contains("Wesog:ApiKeys:0:Sha256", reply.Detail, StringComparison.Ordinal);
        }

        (await _host.Alpha.GetAsync("/imgs", ("Host", host))).Is(200);
    }

    [Theory]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "https://[::1]:5080")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task A_request_of_a_page_of_this_machine_is_accepted(string header, string value) =>
        (await _host.Client(Local).GetAsync("/imgs", (header, value))).Is(200);

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost.evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "")]
    public async Task A_request_of_a_page_of_another_site_is_403(string header, string value)
    {
        var reply = (await _host.Client(Local).SendAsync("POST", "/imgs", "[]", (header, value))).IsProblem(403, "unauthorized");
        Assert.Contains(header, reply.Detail, StringComparison.Ordinal);
        (await _host.Alpha.GetAsync("/imgs", (header, value))).Is(200);
    }
}
