using System.Net;
using System.Net.Sockets;
using System.Text;
using Wesog.Server.Tests.Hostile.Hosting;

namespace Wesog.Server.Tests.Hostile;

/// <summary>A client that disconnects causes no error in the log.</summary>
[Collection(nameof(HostileInput))]
public sealed class LeavingClientTests
{
    [Theory]
    [InlineData("POST /imgs", "Content-Length: 50000", false)]
    [InlineData("POST /imgs", "Content-Length: 50000", true)]
    [InlineData("DELETE /imgs", "Transfer-Encoding: chunked", false)]
    [InlineData("DELETE /imgs", "Transfer-Encoding: chunked", true)]
    [InlineData("PUT /imgs/a", "Transfer-Encoding: chunked", false)]
    public async Task A_client_that_disconnects_during_its_body_logs_no_error(string request, string framing, bool resets)
    {
        var server = await HostileServer.StartAsync();
        await using (server)
        {
            for (var i = 0; i < 10; i++)
            {
                await DisconnectAsync(server.Port, request, framing, resets);
            }

            await Health.AssertWorksAsync(server);
        }

        Assert.True(server.Faults.Count == 0, string.Join('\n', server.Faults));
    }

    private static async Task DisconnectAsync(int port, string request, string framing, bool resets)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(
            $"{request} HTTP/1.1\r\nHost: h\r\nAPI-Key: {HostileServer.Keys[0]}\r\nContent-Type: application/json\r\n{framing}\r\nExpect: 100-continue\r\n\r\n"));

        // The interim response shows that the server waits for the body.
        var interim = new byte[64];
        var count = await socket.ReceiveAsync(interim);
        Assert.StartsWith("HTTP/1.1 100 ", Encoding.Latin1.GetString(interim, 0, count), StringComparison.Ordinal);
        if (resets)
        {
            socket.LingerState = new(true, 0);
        }
    }
}
