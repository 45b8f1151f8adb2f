using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>
/// One tenant that sends as much as its connections allow: deep pages, awaited writes, and batches that nobody waits for. A refused request is repeated after
/// the second that <c>Retry-After</c> names.
/// </summary>
internal static class NoisyClients
{
    public const int Readers = 64;
    public const int Writers = 16;

    private const int PageSize = 50;
    private const int Batch = 100;
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    // So that the store finishes the batches about as fast as they arrive.
    private static readonly TimeSpan _betweenBatches = TimeSpan.FromSeconds(1);

    public static IEnumerable<Func<int, Outcomes, Throttle, CancellationToken, Task>> All() =>
    [
        .. Enumerable.Repeat(Client("deep pages", TimeSpan.Zero, () => Requests.Get(
            $"/imgs?limit={PageSize}&page={Random.Shared.Next(Tenants.NoisyImages / PageSize / 2, Tenants.NoisyImages / PageSize)}", Tenants.Noisy)), Readers),
        .. Enumerable.Repeat(Client("awaited writes", TimeSpan.Zero, () => Requests.Post(
            "/imgs?wait=true&strict=false", SampleImages.Json(Random.Shared.Next(Tenants.NoisyImages), 1), Tenants.Noisy)), Writers / 2),
        .. Enumerable.Repeat(Client("batches", _betweenBatches, () => Requests.Post(
            "/imgs?strict=false", SampleImages.Json(Random.Shared.Next(Tenants.NoisyImages - Batch), Batch), Tenants.Noisy)), Writers / 2),
    ];

    private static Func<int, Outcomes, Throttle, CancellationToken, Task> Client(string kind, TimeSpan pause, Func<byte[]> create) =>
        (port, outcomes, throttle, cancellationToken) => Clients.RepeatAsync(kind, outcomes, async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            while (true)
            {
                await throttle.WaitAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                var status = await connection.ExchangeAsync(create());
                outcomes.Add(kind, $"{status}");
                await Task.Delay(status is 429 or 503 ? _retryAfter : pause, cancellationToken);
            }
        }, cancellationToken);
}
