using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Wesog.Benchmarks.Http;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>Clients that hold connections: idle ones, slow ones, ones that do not finish a body, and ones that do not read a response.</summary>
internal static class SlowClients
{
    public const int Idle = 300;
    public const int Slow = 300;
    public const int Unfinished = 160;
    public const int Unread = 160;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    // A batch of 4 MiB in some KiB of gzip, of which the last bytes are never sent. All of them together exceed any budget.
    private static readonly byte[] _bomb = Compress(4 << 20)[..^64];

    public static IEnumerable<Func<int, Outcomes, Throttle, CancellationToken, Task>> All() =>
    [
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(IdleAsync, Idle),
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(SlowAsync, Slow),
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(UnfinishedAsync, Unfinished),
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(UnreadAsync, Unread),
    ];

    // Most of the time idle: one small request in 20 seconds.
    private static Task IdleAsync(int port, Outcomes outcomes, Throttle throttle, CancellationToken cancellationToken) =>
        Clients.RepeatAsync("idle", outcomes, async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            while (true)
            {
                outcomes.Add("idle", $"{await connection.ExchangeAsync(Requests.Get("/imgs/img-00000001", Tenants.Stalled))}");
                await Task.Delay(_patience, cancellationToken);
            }
        }, cancellationToken);

    private static Task SlowAsync(int port, Outcomes outcomes, Throttle throttle, CancellationToken cancellationToken) =>
        Clients.RepeatAsync("slow bodies", outcomes, async () =>
        {
            using var socket = await ConnectAsync(port);
            await socket.SendAsync(Head("POST /imgs", "Content-Type: application/json\r\nContent-Length: 10000\r\n"), cancellationToken);
            for (var i = 0; i < 10_000; i++)
            {
                await socket.SendAsync(" "u8.ToArray(), cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                if (socket.Available > 0)
                {
                    outcomes.Add("slow bodies", await StatusAsync(socket, cancellationToken));
                    return;
                }
            }
        }, cancellationToken);

    private static Task UnfinishedAsync(int port, Outcomes outcomes, Throttle throttle, CancellationToken cancellationToken) =>
        Clients.RepeatAsync("unfinished bodies", outcomes, async () =>
        {
            using var socket = await ConnectAsync(port);
            await socket.SendAsync(
                Head("POST /imgs", $"Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {_bomb.Length + 64}\r\n"), cancellationToken);
            await socket.SendAsync(_bomb, cancellationToken);
            outcomes.Add("unfinished bodies", await StatusAsync(socket, cancellationToken));
            await Task.Delay(_retryAfter, cancellationToken);
        }, cancellationToken);

    private static Task UnreadAsync(int port, Outcomes outcomes, Throttle throttle, CancellationToken cancellationToken) =>
        Clients.RepeatAsync("unread responses", outcomes, async () =>
        {
            using var socket = await ConnectAsync(port);
            await socket.SendAsync(Head($"GET /imgs?limit={Tenants.StalledImages}", ""), cancellationToken);
            var status = await StatusAsync(socket, cancellationToken);
            outcomes.Add("unread responses", status);
            await Task.Delay(_patience, cancellationToken);
        }, cancellationToken);

    private static async Task<Socket> ConnectAsync(int port)
    {
        // A small buffer, so that the server cannot leave its response to the operating system.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4 << 10 };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static byte[] Head(string target, string headers) =>
        Encoding.ASCII.GetBytes($"{target} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {Tenants.Stalled}\r\n{headers}\r\n");

    private static async Task<string> StatusAsync(Socket socket, CancellationToken cancellationToken)
    {
        var received = new byte[12];
        var count = await socket.ReceiveAsync(received, cancellationToken);
        return count == received.Length ? Encoding.ASCII.GetString(received, 9, 3) : "closed";
    }

    private static byte[] Compress(int length)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write("[{\"id\":\"a\",\"src\":\"https://images.example/a.jpg\",\"keywords\":["u8);
            var entries = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\"keyword\",", 1_000)));
            for (var written = 0; written < length; written += entries.Length)
            {
                gzip.Write(entries);
            }
        }

        return compressed.ToArray();
    }
}
