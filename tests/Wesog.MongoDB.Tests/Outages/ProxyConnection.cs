using System.Net.Sockets;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>A connection through a proxy: what comes from one side goes to the other, until it is cut.</summary>
internal sealed class ProxyConnection(CuttingProxy proxy, TcpClient client) : IDisposable
{
    private readonly TcpClient _server = new();
    private volatile bool _answersCommit;

    public async Task RunAsync(string host, int port)
    {
        try
        {
            await _server.ConnectAsync(host, port);
            await Task.WhenAny(PumpAsync(client, _server, PassRequest), PumpAsync(_server, client, PassAnswer));
        }
        catch (SocketException)
        {
            // The server is away: so is this.
        }

        Dispose();
    }

    /// <summary>Cuts it.</summary>
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
            // One side has gone; the other goes with it.
        }
    }

    // A commit is a small message: it comes in one piece.
    private bool PassRequest(ReadOnlyMemory<byte> message)
    {
        if (proxy.Mode == CutMode.Never || message.Span.IndexOf("commitTransaction"u8) < 0)
        {
            return true;
        }

        _answersCommit = proxy.TakeCut(CutMode.AfterCommit);
        return _answersCommit || !Cut(CutMode.BeforeCommit);
    }

    private bool PassAnswer(ReadOnlyMemory<byte> message)
    {
        if (_answersCommit)
        {
            proxy.CutHere();
        }

        return !_answersCommit;
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
