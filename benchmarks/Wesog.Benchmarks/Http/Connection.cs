using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wesog.Benchmarks.Http;

/// <summary>
/// A kept HTTP/1.1 connection that sends requests made beforehand, one after the other. It understands no more of an answer
/// than where it ends, so that what is measured is the server.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[64 << 10];

    public static async Task<Connection> OpenAsync(int port)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <exception cref="InvalidOperationException">The answer is not 200.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await _socket.SendAsync(request[sent..]);
        }

        var (count, headEnd) = (0, -1);
        while (headEnd < 0)
        {
            count += await ReceiveAsync(count);
            headEnd = _received.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        }

        if (BodyLength(_received.AsSpan(0, headEnd)) is { } length)
        {
            for (var rest = headEnd + 4 + length - count; rest > 0;)
            {
                rest -= await ReceiveAsync(0);
            }

            return;
        }

        // In chunks: the last one is empty. What JSON there is has no line breaks.
        while (!_received.AsSpan(0, count).EndsWith("\r\n0\r\n\r\n"u8))
        {
            var kept = Math.Min(count, 8);
            _received.AsSpan(count - kept, kept).CopyTo(_received);
            count = kept + await ReceiveAsync(kept);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int from) =>
        await _socket.ReceiveAsync(_received.AsMemory(from)) is > 0 and var read
            ? read
            : throw new InvalidOperationException("The server has closed the connection.");

    private static int? BodyLength(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"The answer is {Encoding.ASCII.GetString(head)}");
        }

        var label = "\r\nContent-Length: "u8;
        var at = head.IndexOf(label);
        return at >= 0 && Utf8Parser.TryParse(head[(at + label.Length)..], out int length, out _) ? length : null;
    }
}
