using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Wesog.Server.Tests.Hostile;
using Wesog.Server.Tests.Running;

namespace Wesog.Server.Tests.Memory;

/// <summary>The memory of the server is bounded in total, whatever its clients send and do not read, and falls again.</summary>
[Collection(nameof(HostileInput))]
public sealed class ResidentMemoryTests(ITestOutputHelper output)
{
    private const long Budget = 256L << 20;
    private const long MiB = 1 << 20;

    // The runtime collects garbage later, and the kernel counts what it has not yet taken back.
    private const long Slack = 256 * MiB;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Unfinished_compressed_bodies_hold_what_was_sent()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient("local");
        await WriteAsync(client);
        var before = server.ResidentMemory;
        var bomb = HeavyBodies.Bomb();
        var stalled = new List<StalledClient>();
        for (var i = 0; i < 40; i++)
        {
            stalled.Add(await StalledClient.StartAsync(
                server.Address, $"POST /imgs HTTP/1.1\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}", bomb.AsMemory(0, bomb.Length - 1)));
        }

        await ReadAsync(client, times: 300);
        var growth = server.ResidentMemory - before;
        output.WriteLine($"{bomb.Length} bytes a body; the memory grew by {growth / MiB} MiB.");
        Assert.InRange(growth, 0, 128 * MiB);
        await WriteAsync(client);
        stalled.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Clients_that_do_not_read_pages_are_bounded_and_disconnected()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient("local");
        using (var stored = await client.PostAsync("/imgs?wait=true", Json(HeavyBodies.Images(5_000))))
        {
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        }

        var before = server.ResidentMemory;
        var stalled = new List<StalledClient>();
        for (var i = 0; i < 150; i++)
        {
            stalled.Add(await StalledClient.StartAsync(server.Address, "GET /imgs?limit=5000 HTTP/1.1"));
        }

        var statuses = new List<int>();
        foreach (var connection in stalled)
        {
            statuses.Add(await connection.StatusAsync());
        }

        var growth = server.ResidentMemory - before;
        output.WriteLine($"The memory grew by {growth / MiB} MiB. {Counts(statuses)}");
        Assert.InRange(growth, 0, Budget + Slack);
        Assert.All(statuses, status => Assert.True(status is 200 or 429, $"{status}"));

        // When the server has closed a connection, the rest of the page does not follow.
        var received = await Task.WhenAll(stalled.Zip(statuses).Where(client => client.Second == 200).Select(async client =>
        {
            await client.First.ClosedAsync(_patience);
            return await client.First.DrainAsync();
        }));
        output.WriteLine($"They received {string.Join(", ", received.Select(bytes => $"{bytes / MiB}"))} MiB.");
        Assert.All(received, bytes => Assert.InRange(bytes, 1, 12 * MiB));
        using var page = await client.GetAsync("/imgs?limit=5000");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        stalled.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Thousands_of_large_images_are_read_in_pages_of_bounded_memory()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient("local");
        for (var batch = 0; batch < 4; batch++)
        {
            using var stored = await client.PostAsync("/imgs?wait=true", Json(HeavyBodies.Images(2_000, first: batch * 2_000, captions: 3)));
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        }

        var before = server.ResidentMemory;
        var (most, images, bytes) = (before, 0, 0L);
        for (var next = "/imgs?limit=10000"; next is not null;)
        {
            using var response = await client.GetAsync(next);
            var page = await response.Content.ReadAsByteArrayAsync();

            // Parsing would need more of this process's limited heap than the page.
            images += page.AsSpan().Count("\"revision\":"u8);
            bytes += page.Length;
            Assert.InRange(page.Length, 1, 20 * MiB);
            most = Math.Max(most, server.ResidentMemory);
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..].Split('>')[0] : null;
        }

        output.WriteLine($"{images} images, {bytes / MiB} MiB; the memory grew by {(most - before) / MiB} MiB.");
        Assert.Equal(8_000, images);
        Assert.InRange(most - before, 0, Budget);
    }

    [Fact]
    public async Task Large_bodies_under_a_heap_limit_are_never_500_and_the_server_goes_on()
    {
        await using var server = await ServerProcess.StartAsync([("DOTNET_GCHeapHardLimit", "0x10000000"), ("Wesog__Store", "memory")]);
        using var client = server.CreateClient("local");
        client.Timeout = TimeSpan.FromMinutes(3);
        var body = HeavyBodies.Images(1_000);
        var compressed = HeavyBodies.Compress(body);
        var statuses = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 90), new ParallelOptions { MaxDegreeOfParallelism = 30 }, async (number, cancellationToken) =>
        {
            using var content = Json(number % 3 == 0 ? compressed : body);
            if (number % 3 == 0)
            {
                content.Headers.ContentEncoding.Add("gzip");
            }

            using var response = await client.PostAsync("/imgs?validate_only=true", content, cancellationToken);
            statuses.Add((int)response.StatusCode);
        });

        output.WriteLine(Counts(statuses));
        Assert.All(statuses, status => Assert.True(status is 200 or 429 or 503, $"{status}"));
        Assert.Contains(200, statuses);
        await WriteAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task The_memory_falls_again_after_a_burst()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient("local");
        client.Timeout = TimeSpan.FromMinutes(3);
        await WriteAsync(client);
        var before = server.ResidentMemory;
        var body = HeavyBodies.Images(5_000);
        var most = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellationToken) =>
        {
            using var content = Json(body);
            using var response = await client.PostAsync("/imgs?validate_only=true", content, cancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{response.StatusCode}");
            most = Math.Max(most, server.ResidentMemory);
        });

        var watch = Stopwatch.StartNew();
        while (server.ResidentMemory - before > 128 * MiB)
        {
            Assert.True(watch.Elapsed < _patience, $"Before {before / MiB} MiB, at most {most / MiB} MiB, two minutes later {server.ResidentMemory / MiB} MiB.");
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"Before {before / MiB} MiB, at most {most / MiB} MiB, {watch.Elapsed.TotalSeconds:F0} s later {server.ResidentMemory / MiB} MiB.");
    }

    private static Task<ServerProcess> StartAsync() => ServerProcess.StartAsync([("Wesog__Limits__MaxMemoryBytes", $"{Budget}")]);

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static async Task WriteAsync(HttpClient client)
    {
        using var response = await client.PostAsync("/imgs?wait=true&strict=false", Json(Encoding.UTF8.GetBytes("""[{"id":"a","src":"https://e.org/1"}]""")));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // The time that the server has for its other requests.
    private static async Task ReadAsync(HttpClient client, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var response = await client.GetAsync("/imgs/a");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static string Counts(IEnumerable<int> statuses) =>
        string.Join(", ", statuses.GroupBy(status => status).OrderBy(group => group.Key).Select(group => $"{group.Key}: {group.Count()}"));
}
