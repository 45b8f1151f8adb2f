using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>429: the queue of a tenant is bounded, independently of other tenants.</summary>
public sealed class QueueFullTests
{
    [Fact]
    public async Task A_full_queue_is_429_and_accepts_again_after_operations_finish()
    {
        const string Body = """{"src":"https://e.org/1"}""";
        var (host, paused) = await ApiHost.StartPausedAsync(options => options.Limits.MaxQueuedOperations = 2);
        await using var running = host;
        (await host.Alpha.SendAsync("POST", "/imgs/1", Body)).Is(202);
        (await host.Alpha.SendAsync("POST", "/imgs/2", Body)).Is(202);
        var reply = (await host.Alpha.SendAsync("POST", "/imgs/3", Body)).IsProblem(429, "queue_full");
        Assert.True(int.Parse(reply.Header("Retry-After")!, null) > 0);
        Assert.Contains("2", reply.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("alpha", reply.Text, StringComparison.Ordinal);
        (await host.Beta.SendAsync("POST", "/imgs/3", Body)).Is(202);
        paused.Resume();
        (await host.Alpha.GetAsync("/ops/2?wait=60")).Is(200);
        (await host.Alpha.SendAsync("POST", "/imgs/3?wait=true", Body)).Is(200);
        Assert.Equal(3, (await host.Alpha.GetAsync("/ops")).Json.GetArrayLength());
    }
}
