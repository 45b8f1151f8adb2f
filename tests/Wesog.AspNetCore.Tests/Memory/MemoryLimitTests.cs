using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Memory;

/// <summary>Requests beyond the memory of a tenant are 429, beyond that of the host 503, and memory is returned when a request ends.</summary>
public sealed class MemoryLimitTests
{
    private const int MaxBody = 1 << 20;
    private const int MaxMemory = 9 << 20;

    private static readonly byte[] Large = Body(MaxBody - 100);

    [Fact]
    public async Task A_tenant_that_fills_its_half_is_429_and_another_tenant_is_served()
    {
        await using var host = await StartAsync();
        using var holding = await FillAsync(host, ApiHost.AlphaKey);

        var reply = (await PostAsync(host.Alpha)).IsProblem(429, "memory_full");
        Assert.Equal("1", reply.Header("Retry-After"));
        Assert.Contains($"{MaxMemory / 2}", reply.Detail, StringComparison.Ordinal);
        (await PostAsync(host.Beta)).Is(202);
        (await host.Alpha.SendAsync("POST", "/imgs/1?wait=true", """{"src":"http://a/"}""")).Is(200);
        (await host.Alpha.GetAsync("/imgs/1")).Is(200);
    }

    [Fact]
    public async Task A_third_tenant_is_served_while_two_tenants_fill_their_share()
    {
        await using var host = await StartAsync();
        var gamma = host.Client("the key of gamma");
        using (await FillAsync(host, ApiHost.AlphaKey))
        using (await FillAsync(host, ApiHost.BetaKey))
        {
            Assert.Equal(200, (await gamma.SendAsync("POST", "/imgs?wait=true", Body(256 << 10), ApiClient.Json)).Status);
            Assert.Equal(200, (await gamma.GetAsync("/imgs?limit=10000")).Status);
            Assert.Equal(200, (await gamma.GetAsync("/imgs")).Status);
            (await gamma.GetAsync("/imgs/0")).Is(200);

            var reply = (await gamma.SendAsync("POST", "/imgs", Large, ApiClient.Json)).IsProblem(503, "unavailable");
            Assert.Equal("1", reply.Header("Retry-After"));
            reply = (await gamma.SendAsync("POST", "/imgs?lang=ru", Large, ApiClient.Json)).IsProblem(503, "unavailable");
            Assert.Contains("памяти", reply.Detail, StringComparison.Ordinal);
        }

        await AllReturnedAsync(host);
        (await gamma.SendAsync("POST", "/imgs?strict=false", Large, ApiClient.Json)).Is(202);
    }

    [Fact]
    public async Task A_body_of_the_largest_size_fits()
    {
        await using var host = await StartAsync();
        Assert.Equal(MaxBody, Body(MaxBody).Length);
        (await host.Alpha.SendAsync("POST", "/imgs?validate_only=true", Body(MaxBody), ApiClient.Json)).Is(200);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_unfinished_compressed_body_holds_no_more_than_was_sent(string encoding)
    {
        await using var host = await StartAsync();
        var compressed = Compressed.With(encoding, Large);
        var open = new List<OpenRequest>();
        for (var i = 0; i < 40; i++)
        {
            open.Add(await OpenRequest.SendBodyAsync(host.Address, ApiHost.AlphaKey, compressed.AsMemory(0, compressed.Length - 1), encoding));
        }

        (await PostAsync(host.Alpha)).Is(202);
        Assert.InRange(Budget(host).Used, 0, 40 * (64 << 10));
        open.ForEach(request => request.Dispose());
        await AllReturnedAsync(host);
    }

    [Fact]
    public async Task A_page_beyond_the_memory_is_429_and_an_image_is_served()
    {
        await using var host = await StartAsync();
        (await host.Alpha.SendAsync("POST", "/imgs?wait=true", Large, ApiClient.Json)).Is(200);
        Assert.Equal(200, (await host.Alpha.GetAsync("/imgs?limit=10000")).Status);
        using (await FillAsync(host, ApiHost.AlphaKey))
        {
            var reply = (await host.Alpha.GetAsync("/imgs?limit=10000")).IsProblem(429, "memory_full");
            Assert.Equal("1", reply.Header("Retry-After"));
            Assert.Null(reply.Header("Link"));
            (await host.Alpha.GetAsync("/imgs/0")).Is(200);
        }

        await AllReturnedAsync(host);
        Assert.Equal(200, (await host.Alpha.GetAsync("/imgs?limit=10000")).Status);
    }

    [Fact]
    public async Task All_memory_is_returned_whatever_the_end_of_a_request()
    {
        await using var host = await StartAsync();
        var bad = Faulty(9_000);
        await PostAsync(host.Alpha, "?wait=true");
        (await PostAsync(host.Alpha, "?wait=true")).IsProblem(409, "operation_failed");
        (await host.Alpha.SendAsync("POST", "/imgs", bad, ApiClient.Json)).IsProblem(422, "invalid_images");
        (await host.Alpha.SendAsync("POST", "/imgs?subset=true&wait=true", bad, ApiClient.Json, ("Idempotency-Key", "k"))).IsProblem(409, "operation_failed");
        (await host.Alpha.SendAsync("POST", "/imgs", Large[..^1], ApiClient.Json)).IsProblem(400, "malformed_json");
        (await host.Alpha.SendAsync("POST", "/imgs", Body(MaxBody + 1), ApiClient.Json)).IsProblem(413, "too_large");
        (await host.Alpha.SendAsync("POST", "/imgs", Compressed.With("gzip", Large)[..^9], ApiClient.Json, ("Content-Encoding", "gzip"))).IsProblem(400, "invalid_body");
        Assert.Equal(200, (await host.Alpha.GetAsync("/imgs?limit=10000")).Status);
        (await host.Alpha.GetAsync("/ops?limit=1000")).Is(200);
        (await FillAsync(host, ApiHost.AlphaKey)).Dispose();
        await AllReturnedAsync(host);
        Assert.Empty(host.Log.Errors);
    }

    [Theory]
    [InlineData("GET", "/imgs/1")]
    [InlineData("POST", "/imgs")]
    public async Task An_exhausted_process_is_503_and_goes_on(string method, string target)
    {
        var isExhausted = true;
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Store = () => new ExhaustedStore(() => isExhausted),
            Map = app =>
            {
                app.Use((http, next) =>
                {
                    http.Request.Body = isExhausted ? new ExhaustedBody() : http.Request.Body;
                    return next(http);
                });
                app.MapWesogImages();
            },
        });
        var body = method == "POST" ? """[{"id":"1","src":"http://a/"}]""" : null;
        var reply = (await host.Alpha.SendAsync(method, target, body)).IsProblem(503, "unavailable");
        Assert.Equal("1", reply.Header("Retry-After"));
        Assert.Contains("memory", Assert.Single(host.Log.Errors), StringComparison.Ordinal);

        isExhausted = false;
        await host.Alpha.AddAsync("1");
        (await host.Alpha.GetAsync("/imgs/1")).Is(200);
        Assert.Equal(0, Budget(host).Used);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task The_memory_of_a_tenant_holds_a_batch_of_the_largest_size(int more)
    {
        var least = WesogHttpOptions.LeastMemoryBytes(new() { MaxBodyBytes = MaxBody });
        if (more >= 0)
        {
            await (await StartAsync(least + more)).DisposeAsync();
            return;
        }

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(least + more));
        Assert.Equal(
            [$"WesogHttpOptions.MaxMemoryBytes must be at least {least}, so that one tenant, who may use half of it, can send a batch of the largest size, but it is {least + more}. Raise it, or lower MaxBodyBytes."],
            refusal.Failures);
    }

    [Fact]
    public async Task The_memory_of_a_batch_holds_its_errors()
    {
        const int Errors = 20_000;
        var limits = new EngineLimits { MaxBodyBytes = MaxBody, MaxErrors = Errors };
        await using var host = await StartAsync(WesogHttpOptions.LeastMemoryBytes(limits), engine: options => options.Limits.MaxErrors = Errors);
        var reply = (await host.Alpha.SendAsync("POST", "/imgs", Faulty(10_000), ApiClient.Json)).IsProblem(422, "invalid_images");
        Assert.Equal(Errors, reply["errors"].GetArrayLength());
    }

    [Fact]
    public async Task The_memory_of_a_problem_counts_until_it_is_sent()
    {
        var used = 0L;
        await using var host = await StartAsync(map: app =>
        {
            app.Use((http, next) =>
            {
                http.Response.Body = new WatchedBody(http.Response.Body, () => used = http.RequestServices.GetRequiredService<MemoryBudget>().Used);
                return next(http);
            });
            app.MapWesogImages();
        });
        (await host.Alpha.SendAsync("POST", "/imgs", Faulty(1_000), ApiClient.Json)).IsProblem(422, "invalid_images");
        Assert.InRange(used, 400_000, MaxMemory);
        (await host.Alpha.SendAsync("PATCH", "/imgs?wait=true", Large, ApiClient.Json)).IsProblem(409, "operation_failed");
        Assert.InRange(used, 400_000, MaxMemory);
        (await host.Alpha.GetAsync("/ops/1")).Is(200);
        Assert.InRange(used, 400_000, MaxMemory);
        await AllReturnedAsync(host);
    }

    [Fact]
    public async Task The_memory_of_facets_is_reserved_before_the_query_and_bounds_it()
    {
        var used = 0L;
        ApiHost host = null!;
        host = await StartAsync(store: new WatchedStore(() => { }, () => used = Budget(host).Used));
        await using (host)
        {
            var keywords = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"{i:D200}\""));
            await host.Alpha.AddAsync("1", $",\"keywords\":[{keywords}]");
            var reply = await host.Alpha.GetAsync("/imgs?facets=keywords&facet_limit=1000&fields=id");
            Assert.Equal(1_000, reply["facets"].GetProperty("keywords").GetArrayLength());
            Assert.InRange(used, MaxMemory / 8, MaxMemory / 2);
            await host.Alpha.GetAsync("/imgs");
            Assert.InRange(used, 1, MaxMemory / 8);

            for (var i = 2; i < 6; i++)
            {
                await host.Alpha.AddAsync($"{i}", $",\"keywords\":[{keywords.Replace("\"000", $"\"00{i}", StringComparison.Ordinal)}]");
            }

            var detail = (await host.Alpha.GetAsync("/imgs?facets=keywords")).IsProblem(400, "too_many_values").Detail;
            Assert.Contains($"{MaxMemory / 8}", detail, StringComparison.Ordinal);
            using (await FillAsync(host, ApiHost.AlphaKey))
            {
                (await host.Alpha.GetAsync("/imgs?facets=lang")).IsProblem(429, "memory_full");
            }

            await AllReturnedAsync(host);
        }
    }

    [Fact]
    public async Task A_list_of_operations_reserves_its_memory_before_it_is_read()
    {
        var used = 0L;
        ApiHost host = null!;
        host = await StartAsync(store: new WatchedStore(() => used = Budget(host).Used));
        await using (host)
        {
            (await host.Alpha.GetAsync("/ops?limit=1000")).Is(200);
            Assert.InRange(used, MaxMemory / 8, MaxMemory / 4);
            (await host.Alpha.GetAsync("/ops?limit=10")).Is(200);
            Assert.InRange(used, 10 * 1_000, MaxMemory / 8);
            using var holding = await FillAsync(host, ApiHost.AlphaKey);
            (await host.Alpha.GetAsync("/ops")).IsProblem(429, "memory_full");
            (await host.Beta.GetAsync("/ops")).Is(200);
        }
    }

    private static Task<ApiHost> StartAsync(
        long memory = MaxMemory, Action<WesogOptions>? engine = null, Action<WebApplication>? map = null, IImageStore? store = null) => ApiHost.StartAsync(new HostPlan
    {
        Engine = options =>
        {
            options.Limits.MaxBodyBytes = MaxBody;
            engine?.Invoke(options);
        },
        Map = map ?? (app => app.MapWesogImages()),
        Store = store is null ? null : () => store,
        Http = options => options.MaxMemoryBytes = memory,
        Authentication = services => services.AddAuthentication().AddWesogApiKey(options =>
        {
            ApiHost.AddKeys(options);
            options.Keys.Add(new ApiKey { Tenant = "gamma", Sha256 = ApiHost.HashOf("the key of gamma") });
        }),
    });

    private static MemoryBudget Budget(ApiHost host) => host.App.Services.GetRequiredService<MemoryBudget>();

    private static Task<Reply> PostAsync(ApiClient client, string query = "") => client.SendAsync("POST", "/imgs" + query, Body(256 << 10), ApiClient.Json);

    /// <summary>Sends unfinished bodies until one is refused.</summary>
    private static async Task<OpenRequests> FillAsync(ApiHost host, string key)
    {
        const int Length = 100_000;
        var requests = new OpenRequests();
        while (true)
        {
            var before = Budget(host).Used;
            var request = await OpenRequest.SendBodyAsync(host.Address, key, Body(Length));
            requests.Add(request);
            var response = request.ReadAsync();
            await UntilAsync(host, () => response.IsCompleted || Budget(host).Used - before > Length);
            if (response.IsCompleted)
            {
                return requests;
            }
        }
    }

    private static Task AllReturnedAsync(ApiHost host) => UntilAsync(host, () => Budget(host).Used == 0);

    // A request takes the time that passes between two checks.
    private static async Task UntilAsync(ApiHost host, Func<bool> isReached)
    {
        for (var i = 0; !isReached(); i++)
        {
            Assert.True(i < 20_000, $"{Budget(host).Used} bytes are in use.");
            await host.Alpha.GetAsync("/ops/0");
        }
    }

    /// <summary>A batch of images of about 1,000 bytes.</summary>
    private static byte[] Body(int length)
    {
        var text = new StringBuilder("[", length);
        for (var i = 0; length - text.Length > 2_100; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"id":"{{i}}","src":"http://a/","caption":"{{new string('c', 900)}}"},""");
        }

        const string Last = """{"id":"last","src":"http://a/","caption":""";
        text.Append(Last).Append('"').Append('c', length - text.Length - 3).Append("\"}]");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A batch of items with two errors each.</summary>
    private static byte[] Faulty(int items) => Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("""{"id":7,"src":1}""", items))}]");

    private sealed class OpenRequests : List<OpenRequest>, IDisposable
    {
        public void Dispose() => ForEach(request => request.Dispose());
    }

    private sealed class ExhaustedStore(Func<bool> isExhausted) : ForwardingStore(new InMemoryImageStore(TimeProvider.System))
    {
        public override ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
            isExhausted() ? throw new InsufficientMemoryException() : base.FindImagesAsync(tenant, ids, cancellationToken);
    }

    private sealed class WatchedStore(Action listing, Action? scanning = null) : ForwardingStore(new InMemoryImageStore(TimeProvider.System))
    {
        public override ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            scanning?.Invoke();
            return base.ScanImagesAsync(tenant, scan, cancellationToken);
        }

        public override ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(string tenant, OperationQuery query, CancellationToken cancellationToken)
        {
            listing();
            return base.ListOperationsAsync(tenant, query, cancellationToken);
        }
    }

    private sealed class WatchedBody(Stream inner, Action writing) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            writing();
            return inner.WriteAsync(buffer, cancellationToken);
        }
    }

    private sealed class ExhaustedBody : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InsufficientMemoryException();
    }
}
