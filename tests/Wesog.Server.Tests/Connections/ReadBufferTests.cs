using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wesog.Server.Hosting;

namespace Wesog.Server.Tests.Connections;

/// <summary>What a connection sends ahead of its requests is limited, because no request counts its memory.</summary>
public sealed class ReadBufferTests
{
    private const int Default = 128 << 10;

    [Theory]
    [InlineData(Default)]
    [InlineData(300_000, "--Kestrel:Limits:MaxRequestBufferSize=300000")]
    public async Task A_connection_buffers_what_is_configured(int expected, params string[] arguments)
    {
        await using var app = Build(arguments);

        Assert.Equal(expected, app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBufferSize);
        Assert.Equal(expected, app.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value.MaxReadBufferSize);
    }

    [Theory]
    [InlineData(Default, Default)]
    [InlineData(700_000, 300_000, "--Kestrel:Limits:Http2:InitialConnectionWindowSize=700000", "--Kestrel:Limits:Http2:InitialStreamWindowSize=300000")]
    public async Task A_connection_of_HTTP_2_may_send_ahead_what_is_configured(int connection, int stream, params string[] arguments)
    {
        await using var app = Build(arguments);

        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.Http2;
        Assert.Equal((connection, stream), (limits.InitialConnectionWindowSize, limits.InitialStreamWindowSize));
    }

    private static WebApplication Build(params string[] arguments) =>
        ServerApp.Build(["--Wesog:Store=memory", "--urls", "http://127.0.0.1:0", .. arguments]);
}
