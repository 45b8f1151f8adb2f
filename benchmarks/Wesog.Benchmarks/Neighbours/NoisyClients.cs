using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>One tenant that sends as much as its connections allow: deep pages, awaited writes, and batches that nobody waits for.</summary>
internal static class NoisyClients
{
    public const int Readers = 64;
    public const int Writers = 16;

    private const int PageSize = 50;
    private const int Batch = 200;

    public static IEnumerable<Func<int, Outcomes, Throttle, CancellationToken, Task>> All() =>
    [
        .. Enumerable.Repeat(Client("deep pages", () => Requests.Get(
            $"/imgs?limit={PageSize}&page={Random.Shared.Next(Tenants.NoisyImages / PageSize / 2, Tenants.NoisyImages / PageSize)}", Tenants.Noisy)), Readers),
        .. Enumerable.Repeat(Client("awaited writes", () => Requests.Post(
            "/imgs?wait=true&strict=false", SampleImages.Json(Random.Shared.Next(Tenants.NoisyImages), 1), Tenants.Noisy)), Writers / 2),
        .. Enumerable.Repeat(Client("batches", () => Requests.Post(
            "/imgs?strict=false", SampleImages.Json(Random.Shared.Next(Tenants.NoisyImages - Batch), Batch), Tenants.Noisy)), Writers / 2),
    ];

    private static Func<int, Outcomes, Throttle, CancellationToken, Task> Client(string kind, Func<byte[]> create) =>
        (port, outcomes, throttle, cancellationToken) => Clients.RepeatAsync(kind, outcomes, async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            while (true)
            {
                await throttle.WaitAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                outcomes.Add(kind, $"{await connection.ExchangeAsync(create())}");
            }
        }, cancellationToken);
}
