using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>Waits end with the operation or at their limit. Operations that have not started can be canceled.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private const string Body = """{"src":"https://e.org/1"}""";

    private PausedStore _paused = null!;
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() =>
        (_host, _paused) = await ApiHost.StartPausedAsync(http: options => options.MaxWait = TimeSpan.Zero);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_wait_that_reaches_its_limit_is_202()
    {
        var reply = (await _host.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body)).Is(202);
        Assert.Equal("/ops/1", reply.Header("Location"));
        Assert.True(reply["do_wait"].GetBoolean());
        Assert.Equal("pending", reply["state"].GetString());
        Assert.False(reply["is_started"].GetBoolean());
    }

    [Theory]
    [InlineData("/ops/1")]
    [InlineData("/ops/1?wait=0")]
    [InlineData("/ops/1?wait=1")]
    public async Task A_read_of_an_unfinished_operation_is_200(string target)
    {
        await _host.Alpha.SendAsync("POST", "/imgs/1", Body);
        Assert.Equal("pending", (await _host.Alpha.GetAsync(target)).Is(200)["state"].GetString());
    }

    [Fact]
    public async Task A_wait_ends_when_the_operation_does()
    {
        await _host.Alpha.SendAsync("POST", "/imgs/1", Body);
        var waiting = _host.Alpha.GetAsync("/ops/1?wait=60");
        _paused.Resume();
        Assert.Equal("succeeded", (await waiting).Is(200)["state"].GetString());
    }

    [Fact]
    public async Task A_pending_operation_can_be_canceled_and_stays_canceled()
    {
        await _host.Alpha.SendAsync("POST", "/imgs/1", Body, ("Idempotency-Key", "k"));
        for (var i = 0; i < 2; i++)
        {
            var reply = (await _host.Alpha.SendAsync("DELETE", "/ops/1")).Is(200);
            Assert.Equal("canceled", reply["state"].GetString());
            Assert.Equal(0, reply["errors"].GetArrayLength());
        }

        _paused.Resume();
        var replay = (await _host.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body, ("Idempotency-Key", "k"))).IsProblem(409, "canceled");
        Assert.Equal("canceled", replay["state"].GetString());
        Assert.Equal("true", replay.Header("Idempotent-Replayed"));
        (await _host.Alpha.GetAsync("/imgs/1")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task A_started_operation_cannot_be_canceled()
    {
        await _host.Alpha.SendAsync("POST", "/imgs/1", Body);
        _paused.Resume();
        await _host.Alpha.GetAsync("/ops/1?wait=60");
        var reply = (await _host.Alpha.SendAsync("DELETE", "/ops/1")).IsProblem(409, "too_late");
        Assert.Equal((1, "succeeded"), (reply["op_id"].GetInt32(), reply["state"].GetString()));
    }

    [Theory]
    [InlineData("/ops/2")]
    [InlineData("/ops/x")]
    public async Task A_missing_operation_cannot_be_canceled(string target) =>
        (await _host.Alpha.SendAsync("DELETE", target)).IsProblem(404, "operation_not_found");
}
