using System.Diagnostics;
using Wesog.Server.Tests.Hostile.Hosting;

namespace Wesog.Server.Tests.Hostile;

/// <summary>
/// Every request gets a response that is not a 5xx and contains no internal details, and the server keeps running. The test
/// prints its seed. WESOG_SEED repeats a seed, WESOG_CASES sets the number of cases, and WESOG_CASE runs a single case.
/// </summary>
[Collection(nameof(HostileInput))]
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const int WarmUp = 300;
    private const long MaxGrowth = 48L << 20;

    // The project file sets it.
    private const long MaxHeap = 512L << 20;

    // A run is representative only if it contains each of these.
    private static readonly string[] _expected =
    [
        "200", "202", "207", "400", "404", "414", "431", "505", "malformed_json", "invalid_body", "invalid_parameter", "empty_batch", "invalid_key", "unauthorized",
        "not_found", "image_not_found", "operation_not_found", "method_not_allowed", "operation_failed", "too_late", "too_large", "unsupported_media_type", "invalid_images", "key_reused",
    ];

    [Fact]
    public async Task Every_request_gets_a_valid_response_and_the_server_keeps_running()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("WESOG_SEED"), out var seedValue) ? seedValue : (ulong)Random.Shared.NextInt64();
        var count = int.TryParse(Environment.GetEnvironmentVariable("WESOG_CASES"), out var countValue) ? countValue : 5_000;
        var single = int.TryParse(Environment.GetEnvironmentVariable("WESOG_CASE"), out var number) ? number : (int?)null;
        output.WriteLine($"WESOG_SEED={seed} WESOG_CASES={count}");

        await using var memory = await HostileServer.StartAsync();
        await using var sqlite = await HostileServer.StartAsync("sqlite");
        await using var impatient = await HostileServer.StartAsync(isImpatient: true);
        var run = new HostileRun(seed);
        var watch = Stopwatch.StartNew();
        await run.RunAsync(single is { } selected ? [selected] : Enumerable.Range(0, Math.Min(count, WarmUp)), memory, sqlite, impatient);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var resident = Environment.WorkingSet;
        Assert.InRange(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, 1, MaxHeap);
        await run.RunAsync(single is null ? Enumerable.Range(0, count).Skip(WarmUp) : [], memory, sqlite, impatient);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s, memory growth {growth >> 10} KiB, resident memory {resident >> 20} to {Environment.WorkingSet >> 20} MiB; {string.Join(", ", run.Seen.OrderBy(seen => seen.Key).Select(seen => $"{seen.Key}: {seen.Value}"))}");

        Assert.True(run.Faults.Count == 0, string.Join("\n==========\n", run.Faults));
        Assert.All([memory, sqlite, impatient], server => Assert.True(server.Faults.Count == 0, string.Join('\n', server.Faults.Take(3))));
        Assert.True(growth < MaxGrowth, $"The memory in use grew by {growth} bytes; the limit is {MaxGrowth}.");
        foreach (var server in (HostileServer[])[memory, sqlite, impatient])
        {
            await Health.AssertWorksAsync(server);
        }

        if (single is null && count >= 5_000)
        {
            Assert.Empty(_expected.Except(run.Seen.Keys));
        }
    }
}
