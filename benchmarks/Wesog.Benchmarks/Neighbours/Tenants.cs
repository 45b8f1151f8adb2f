using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>The tenants of the server, each with a key of the same name, and their images.</summary>
internal static class Tenants
{
    public const string Victim = "victim";
    public const string Noisy = "noisy";
    public const string Stalled = "stalled";

    public const int VictimImages = 10_000;
    public const int NoisyImages = 100_000;
    public const int StalledImages = 10_000;

    private const int Batch = 5_000;

    public static IReadOnlyList<string> All { get; } = [Victim, Noisy, Stalled];

    /// <summary>Stores the images of all tenants.</summary>
    public static async Task FillAsync(int port)
    {
        using var connection = await Connection.OpenAsync(port);
        foreach (var (tenant, count) in (IEnumerable<(string, int)>)[(Victim, VictimImages), (Noisy, NoisyImages), (Stalled, StalledImages)])
        {
            for (var first = 0; first < count; first += Batch)
            {
                await connection.SendAsync(Requests.Post("/imgs?wait=true", SampleImages.Json(first, Batch), tenant));
            }
        }
    }
}
