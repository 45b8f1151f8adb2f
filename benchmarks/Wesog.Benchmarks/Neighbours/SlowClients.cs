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
    public const int UnfinishedBodies = 160;
    public const int Unread = 160;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _betweenBytes = TimeSpan.FromSeconds(1);

    // A batch of 4 MiB, of which the last bytes are never sent. All of them together exceed any budget, so two tenants fill their share.
    private static readonly byte[] _body = Body(4 << 20);

    public static IEnumerable<Func<int, Outcomes, Throttle, CancellationToken, Task>> All() =>
    [
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(IdleAsync, Idle),
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(SlowAsync, Slow),
        .. Enumerable.Repeat(Unfinished(Tenants.Stalled), UnfinishedBodies / 2),
        .. Enumerable.Repeat(Unfinished(Tenants.Noisy), UnfinishedBodies / 2),
        .. Enumerable.Repeat<Func<int, Outcomes, Throttle, CancellationToken, Task>>(UnreadAsync, Unread),
    ];

    // Most of the time idle: one small request in 20 seconds.
    private static Task IdleAsync(int port, Outcomes outcomes, Throttle throttle, CancellationToken cancellationToken) =>
        Clients.RepeatAsync("idle", outcomes, async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            await SomeOfAsync(_patience, cancellationToken);
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
            await SomeOfAsync(_betweenBytes, cancellationToken);
            for (var i = 0; i < 10_000; i++)
            {
                await socket.SendAsync(" "u8.ToArray(), cancellationToken);
                await Task.Delay(_betweenBytes, cancellationToken);
                if (socket.Available > 0)
                {
                    outcomes.Add("slow bodies", await StatusAsync(socket, cancellationToken));
                    return;
                }
            }
        }, cancellationToken);

    private static Func<int, Outcomes, Throttle, CancellationToken, Task> Unfinished(string tenant) => (port, outcomes, throttle, cancellationToken) =>
        Clients.RepeatAsync("unfinished bodies", outcomes, async () =>
        {
            await SomeOfAsync(_retryAfter, cancellationToken);
            await throttle.WaitAsync(cancellationToken);
            using var socket = await ConnectAsync(port);
            await socket.SendAsync(
                Head("POST /imgs", $"Content-Type: application/json\r\nContent-Length: {_body.Length + 64}\r\n", tenant), cancellationToken);

            // A refused body is not read to its end, so the response may come first.
            var status = StatusAsync(socket, cancellationToken);
            for (var rest = _body.AsMemory(); rest.Length > 0 && !status.IsCompleted;)
            {
                rest = rest[await socket.SendAsync(rest[..Math.Min(rest.Length, 64 << 10)], cancellationToken)..];
            }

            outcomes.Add("unfinished bodies", await status);
            await Task.Delay(_retryAfter, cancellationToken);
        }, cancellationToken);

    private static Task UnreadAsync(int port, Outcomes outcomes, Throttle throttle, CancellationToken cancellationToken) =>
        Clients.RepeatAsync("unread responses", outcomes, async () =>
        {
            await SomeOfAsync(_patience, cancellationToken);
            using var socket = await ConnectAsync(port);
            await socket.SendAsync(Head($"GET /imgs?limit={Tenants.StalledImages}", ""), cancellationToken);
            var status = await StatusAsync(socket, cancellationToken);
            outcomes.Add("unread responses", status);
            await Task.Delay(_patience, cancellationToken);
        }, cancellationToken);

    // Real clients do not act at the same instant.
    private static Task SomeOfAsync(TimeSpan most, CancellationToken cancellationToken) =>
        Task.Delay(most * Random.Shared.NextDouble(), cancellationToken);

    private static async Task<Socket> ConnectAsync(int port)
    {
        // A small buffer, so that the server cannot leave its response to the operating system.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4 << 10 };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static byte[] Head(string target, string headers, string tenant = Tenants.Stalled) =>
        Encoding.ASCII.GetBytes($"{target} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {tenant}\r\n{headers}\r\n");

    private static async Task<string> StatusAsync(Socket socket, CancellationToken cancellationToken)
    {
        var received = new byte[12];
        var count = await socket.ReceiveAsync(received, cancellationToken);
        return count == received.Length ? Encoding.ASCII.GetString(received, 9, 3) : "closed";
    }

    private static byte[] Body(int length)
    {
        using var body = new MemoryStream(length + (1 << 10));
        var item = Encoding.ASCII.GetBytes(
            $"{{\"id\":\"a\",\"src\":\"https://images.example/a.jpg\",\"caption\":\"{new string('c', 900)}\"}},");
        body.WriteByte((byte)'[');
        while (body.Length < length)
        {
            body.Write(item);
        }

        return body.ToArray();
    }
}
