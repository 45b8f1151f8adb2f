using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Wesog.Server.Tests.Memory;

/// <summary>A client that sends a request and then neither completes its body nor reads the response.</summary>
internal sealed class StalledClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4 << 10 };

    private StalledClient()
    {
    }

    public static async Task<StalledClient> StartAsync(string address, string head, ReadOnlyMemory<byte> body = default)
    {
        var uri = new Uri(address);
        var client = new StalledClient();
        await client._socket.ConnectAsync(uri.Host, uri.Port);
        await client._socket.SendAsync(Encoding.ASCII.GetBytes($"{head}\r\nHost: {uri.Authority}\r\nAPI-Key: local\r\n\r\n"));
        for (var rest = body; rest.Length > 0;)
        {
            rest = rest[await client._socket.SendAsync(rest)..];
        }

        return client;
    }

    /// <summary>Waits for the status of the response. Reads no more than the first bytes.</summary>
    public async Task<int> StatusAsync()
    {
        var buffer = new byte[12];
        var count = await _socket.ReceiveAsync(buffer, SocketFlags.Peek);
        return int.Parse(Encoding.ASCII.GetString(buffer, 9, Math.Min(3, count - 9)), null);
    }

    /// <summary>Waits until the server has closed the connection. Reads nothing.</summary>
    /// <exception cref="TimeoutException">The server did not close it in time.</exception>
    public async Task ClosedAsync(TimeSpan patience)
    {
        // The end of a connection is seen behind the unread bytes only by a write.
        var watch = Stopwatch.StartNew();
        while (await TryWriteAsync())
        {
            if (watch.Elapsed > patience)
            {
                throw new TimeoutException($"The server did not close a connection that it could not write to for {patience}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    /// <summary>Reads until the server closes the connection, and returns the number of bytes.</summary>
    public async Task<long> DrainAsync()
    {
        var buffer = new byte[64 << 10];
        var total = 0L;
        try
        {
            while (await _socket.ReceiveAsync(buffer) is var count and > 0)
            {
                total += count;
            }
        }
        catch (SocketException)
        {
            // The server has reset the connection.
        }

        return total;
    }

    public void Dispose() => _socket.Dispose();

    // Empty lines before a request are ignored.
    private async Task<bool> TryWriteAsync()
    {
        try
        {
            return await _socket.SendAsync("\r\n"u8.ToArray()) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
