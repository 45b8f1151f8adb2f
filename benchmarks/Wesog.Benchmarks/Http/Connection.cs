using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wesog.Benchmarks.Http;

/// <summary>
/// A persistent HTTP/1.1 connection that sends prepared requests sequentially. It reads responses only to find their end, so
/// that the client adds little to the measured cost.
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

    /// <exception cref="InvalidOperationException">The status of the response is not 200.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        if (await ExchangeAsync(request) is not 200 and var status)
        {
            throw new InvalidOperationException($"Expected status 200, got {status}.");
        }
    }

    /// <summary>Sends a request and returns the status of its response.</summary>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request)
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

        var status = StatusOf(_received);
        if (BodyLength(_received.AsSpan(0, headEnd)) is { } length)
        {
            for (var rest = headEnd + 4 + length - count; rest > 0;)
            {
                rest -= await ReceiveAsync(0);
            }

            return status;
        }

        // A chunked response ends with an empty chunk. The JSON contains no line breaks.
        while (!_received.AsSpan(0, count).EndsWith("\r\n0\r\n\r\n"u8))
        {
            var tail = Math.Min(count, 8);
            _received.AsSpan(count - tail, tail).CopyTo(_received);
            count = tail + await ReceiveAsync(tail);
        }

        return status;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int from) =>
        await _socket.ReceiveAsync(_received.AsMemory(from)) is > 0 and var read
            ? read
            : throw new InvalidOperationException("The server closed the connection before the end of the response.");

    private static int StatusOf(ReadOnlySpan<byte> head) =>
        Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _)
            ? status
            : throw new InvalidOperationException($"Expected a response of HTTP/1.1, got {Encoding.ASCII.GetString(head[..20])}");

    private static int? BodyLength(ReadOnlySpan<byte> head)
    {
        var label = "\r\nContent-Length: "u8;
        var at = head.IndexOf(label);
        return at >= 0 && Utf8Parser.TryParse(head[(at + label.Length)..], out int length, out _) ? length : null;
    }
}
