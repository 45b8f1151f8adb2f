using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Images;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>429: the reads that a tenant has in progress are limited, independently of other tenants.</summary>
public sealed class TooManyReadsTests
{
    private const string Body = """{"src":"https://e.org/1"}""";

    [Fact]
    public async Task A_read_beyond_the_limit_is_429_and_is_done_after_another_has_ended()
    {
        var (host, store) = await StartAsync();
        await using var running = host;
        var held = host.Alpha.GetAsync("/imgs/held");
        await store.Started;
        foreach (var target in new[] { "/imgs/1", "/imgs", "/ops", "/ops/1", "/ops/1?wait=60" })
        {
            var reply = (await host.Alpha.GetAsync(target)).IsProblem(429, "too_many_reads");
            Assert.Equal("1", reply.Header("Retry-After"));
            Assert.Contains("1", reply.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("alpha", reply.Text, StringComparison.Ordinal);
        }

        (await host.Alpha.SendAsync("POST", "/imgs/1?validate_only=true", Body)).IsProblem(429, "too_many_reads");
        (await host.Beta.GetAsync("/imgs")).Is(200);

        store.Release();
        (await held).IsProblem(404, "image_not_found");
        (await host.Alpha.GetAsync("/imgs")).Is(200);
    }

    [Fact]
    public async Task An_accepted_write_is_202_although_the_tenant_has_too_many_reads_to_wait_for_it()
    {
        var (host, store) = await StartAsync();
        await using var running = host;
        var held = host.Alpha.GetAsync("/imgs/held");
        await store.Started;

        var reply = (await host.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body)).Is(202);

        Assert.Equal("/ops/1", reply.Header("Location"));
        store.Release();
        store.Resume();
        await held;
        (await host.Alpha.GetAsync("/ops/1?wait=60")).Is(200);
    }

    private static async Task<(ApiHost Host, HeldStore Store)> StartAsync()
    {
        HeldStore store = null!;
        var host = await ApiHost.StartAsync(
            inner => store = new HeldStore(inner), options => options.Limits.MaxConcurrentReads = 1);
        return (host, store);
    }

    /// <summary>A store whose reads of the image <c>held</c> wait. Operations wait too.</summary>
    private sealed class HeldStore(IImageStore inner) : PausedStore(inner)
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public void Release() => _released.SetResult();

        public override async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        {
            if (ids.Contains("held"))
            {
                _started.TrySetResult();
                await _released.Task.WaitAsync(cancellationToken);
            }

            return await base.FindImagesAsync(tenant, ids, cancellationToken);
        }
    }
}
