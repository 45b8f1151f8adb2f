using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Results;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>A client that does not take a part of a response in time is disconnected, over each version of HTTP.</summary>
public sealed class SlowClientTests : IDisposable
{
    private static readonly byte[] _part = new byte[10_000];
    private static readonly MinDataRate _rate = new(bytesPerSecond: 1_000, gracePeriod: TimeSpan.FromSeconds(2));

    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _aborted = new();

    public void Dispose() => _aborted.Dispose();

    [Fact]
    public async Task A_request_with_its_own_rate_has_that_rate()
    {
        var http = Request(server: null);
        http.Features.Set<IHttpMinResponseDataRateFeature>(new Rate(_rate));
        await IsAbortedAfterTenSecondsAsync(http);
    }

    [Fact]
    public Task A_request_without_a_rate_of_its_own_has_that_of_the_web_server() => IsAbortedAfterTenSecondsAsync(Request(server: _rate));

    [Fact]
    public void A_request_whose_rate_the_host_has_removed_waits_for_ever()
    {
        var http = Request(server: _rate);
        http.Features.Set<IHttpMinResponseDataRateFeature>(new Rate(null));
        var write = SlowClient.WriteAsync(http, _part);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(write.IsCompleted);
    }

    private async Task IsAbortedAfterTenSecondsAsync(HttpContext http)
    {
        var write = SlowClient.WriteAsync(http, _part);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_aborted.IsCancellationRequested);
        Assert.False(write.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ConnectionAbortedException>(() => write);
        Assert.True(_aborted.IsCancellationRequested);
    }

    private DefaultHttpContext Request(MinDataRate? server)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_time);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = server);
        var http = new DefaultHttpContext { RequestServices = services.BuildServiceProvider() };
        http.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime(_aborted));
        http.Response.Body = new UnreadBody(_aborted.Token);
        return http;
    }

    private sealed class Rate(MinDataRate? rate) : IHttpMinResponseDataRateFeature
    {
        public MinDataRate? MinDataRate { get; set; } = rate;
    }

    private sealed class Lifetime(CancellationTokenSource aborted) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = aborted.Token;

        public void Abort() => aborted.Cancel();
    }

    /// <summary>A response that is written when the connection ends.</summary>
    private sealed class UnreadBody(CancellationToken aborted) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted));
    }
}
