using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Memory;

/// <summary>A connection of HTTP/2 has many requests at once, so the limit of connections does not limit their memory.</summary>
public sealed class MultiplexedMemoryTests : IAsyncDisposable
{
    private const int Requests = 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = false });
    private PausedStore? _store;

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _store?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_request_of_a_connection_counts_from_its_first_byte()
    {
        await using var host = await StartAsync(app => app.MapWesogImages());
        var budget = host.App.Services.GetRequiredService<MemoryBudget>();
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(host, ApiHost.AlphaKey, HttpMethod.Delete, "/imgs/1")).StatusCode);
        var waiting = Enumerable.Range(0, Requests).Select(_ => SendAsync(host, ApiHost.AlphaKey, HttpMethod.Get, "/ops/1?wait=60")).ToList();

        await UntilAsync(host, () => budget.Used >= Requests * (16 << 10));

        _store!.Resume();
        Assert.All(await Task.WhenAll(waiting), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        await UntilAsync(host, () => budget.Used == 0);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, "close")]
    [InlineData(HttpProtocols.Http2, "")]
    public async Task A_refused_key_closes_a_connection_of_HTTP_1_only(HttpProtocols protocols, string connection)
    {
        string? sent = null;
        await using var host = await StartAsync(
            app =>
            {
                app.Use((http, next) =>
                {
                    http.Response.OnStarting(() =>
                    {
                        sent = http.Response.Headers.Connection.ToString();
                        return Task.CompletedTask;
                    });
                    return next(http);
                });
                app.MapWesogImages();
            },
            protocols);

        // After some failures the delays are long. So many responses wait then that the next one is sent at once.
        var delay = host.App.Services.GetRequiredService<FailureDelay>();
        var hour = TimeSpan.FromHours(1);
        Assert.All(Enumerable.Range(0, 30), _ => delay.Count(null, hour));
        using var ending = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, FailureDelay.MaxWaiting).Select(_ => delay.WaitAsync(null, hour, ending.Token)).ToList();

        var version = protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, "wrong", HttpMethod.Get, "/imgs", version)).StatusCode);
        Assert.Equal(connection, sent);
        await ending.CancelAsync();
        await Task.WhenAll(waiting);
    }

    private Task<ApiHost> StartAsync(Action<WebApplication> map, HttpProtocols protocols = HttpProtocols.Http2) => ApiHost.StartAsync(new HostPlan
    {
        Authentication = services =>
        {
            services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);
            services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        },
        Store = () => _store = new PausedStore(new InMemoryImageStore(TimeProvider.System)),
        Map = map,
    });

    private Task<HttpResponseMessage> SendAsync(ApiHost host, string key, HttpMethod method, string target, Version? version = null) => _http.SendAsync(
        new(method, new Uri(host.Address, target))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { { "API-Key", key } },
        },
        TestContext.Current.CancellationToken);

    // A request takes the time that passes between two checks.
    private async Task UntilAsync(ApiHost host, Func<bool> isReached)
    {
        for (var i = 0; !isReached(); i++)
        {
            Assert.True(i < 20_000, "The memory in use does not change any more.");
            using var response = await SendAsync(host, ApiHost.BetaKey, HttpMethod.Get, "/ops/0");
        }
    }
}
