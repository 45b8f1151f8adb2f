using System.Net.Sockets;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>A connection through a proxy. Forwards bytes in both directions until it is cut.</summary>
internal sealed class ProxyConnection(CuttingProxy proxy, TcpClient client) : IDisposable
{
    private readonly TcpClient _server = new();
    private volatile bool _cutsResponse;

    public async Task RunAsync(string host, int port)
    {
        try
        {
            await _server.ConnectAsync(host, port);
            await Task.WhenAny(PumpAsync(client, _server, PassRequest), PumpAsync(_server, client, PassResponse));
        }
        catch (SocketException)
        {
            // The server is unreachable: close this connection.
        }

        Dispose();
    }

    /// <summary>Cuts the connection.</summary>
    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, bool> passes)
    {
        try
        {
            var buffer = new byte[1 << 16];
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var length && passes(buffer.AsMemory(0, length)))
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is closed: close the other side too.
        }
    }

    // A commit is a small message, so one read returns all of it.
    private bool PassRequest(ReadOnlyMemory<byte> message)
    {
        if (proxy.Mode == CutMode.Never || message.Span.IndexOf("commitTransaction"u8) < 0)
        {
            return true;
        }

        _cutsResponse = proxy.TakeCut(CutMode.AfterCommit);
        return _cutsResponse || !Cut(CutMode.BeforeCommit);
    }

    private bool PassResponse(ReadOnlyMemory<byte> message)
    {
        if (_cutsResponse)
        {
            proxy.CutHere();
        }

        return !_cutsResponse;
    }

    private bool Cut(CutMode mode)
    {
        var cuts = proxy.TakeCut(mode);
        if (cuts)
        {
            proxy.CutHere();
        }

        return cuts;
    }
}
