using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>Requests while the host stops.</summary>
public sealed class StopTests : IAsyncDisposable
{
    private const string Body = """{"src":"https://e.org/1"}""";

    private PausedStore? _store;

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("POST", "/imgs/2", Body)]
    [InlineData("POST", "/imgs", "[")]
    [InlineData("PUT", "/imgs/1", Body)]
    [InlineData("DELETE", "/imgs/1", null)]
    [InlineData("DELETE", "/imgs?id=1", null)]
    [InlineData("POST", "/ops", "[]")]
    public async Task From_the_stop_of_the_host_on_new_writes_are_503(string method, string target, string? body)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        host.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var reply = (await host.Alpha.SendAsync(method, target, body)).IsProblem(503, "unavailable");

        Assert.Contains("stopping", reply.Detail, StringComparison.Ordinal);
        Assert.NotNull(reply.Header("Retry-After"));
    }

    [Fact]
    public async Task Reads_validations_and_cancellations_are_served_while_the_host_stops()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        (await host.Alpha.SendAsync("POST", "/imgs/1", Body)).Is(202);
        host.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await host.Alpha.GetAsync("/imgs")).Is(200);
        (await host.Alpha.GetAsync("/ops/1")).Is(200);
        (await host.Alpha.SendAsync("POST", "/imgs/2?validate_only=true", Body)).Is(200);
        (await host.Alpha.SendAsync("DELETE", "/ops/1")).Is(200);
    }

    [Theory]
    [InlineData("POST", "/imgs/1?wait=true", Body)]
    [InlineData("GET", "/ops/1?wait=60", null)]
    public async Task An_operation_that_a_request_waits_for_is_finished_while_the_host_stops(string method, string target, string? body)
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        var waiting = await BeginWaitAsync(host, method, target, body);
        var stop = await BeginStopAsync(host);

        _store!.Resume();

        Assert.Equal("succeeded", (await waiting).Is(200)["state"].GetString());
        await stop;
    }

    [Theory]
    [InlineData("POST", "/imgs/1?wait=true", Body, 202)]
    [InlineData("GET", "/ops/1?wait=60", null, 200)]
    public async Task A_request_that_still_waits_is_answered_before_the_web_server_aborts_it(string method, string target, string? body, int status)
    {
        // The web server aborts by the real time, which the test does not reach. The waits end by this clock.
        var time = new ManualTimeProvider();
        var timeout = TimeSpan.FromSeconds(40);
        await using var host = await StartAsync(timeout, time);
        var waiting = await BeginWaitAsync(host, method, target, body);
        host.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        time.Advance(timeout / 2);

        Assert.Equal("pending", (await waiting).Is(status)["state"].GetString());
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n[")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n\u001f")]
    [InlineData("Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\u001b\r\n")]
    public async Task A_body_that_the_stop_cuts_is_no_error_of_the_service(string rest)
    {
        await using var host = await StartAsync(TimeSpan.FromMilliseconds(200));
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /imgs HTTP/1.1\r\nHost: {host.Address.Authority}\r\nAPI-Key: {ApiHost.AlphaKey}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n{rest}"));

        // The interim response shows that the server waits for the body.
        var buffer = new byte[1_000];
        var count = await client.GetStream().ReadAsync(buffer);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);

        await host.App.StopAsync();

        Assert.True(!host.Log.Errors.Any(), string.Join('\n', host.Log.Errors));
    }

    private Task<ApiHost> StartAsync(TimeSpan shutdownTimeout, TimeProvider? time = null) => ApiHost.StartAsync(new HostPlan
    {
        Authentication = services =>
        {
            services.AddSingleton(time ?? TimeProvider.System);
            services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);
            services.Configure<HostOptions>(host => host.ShutdownTimeout = shutdownTimeout);
        },
        Store = () => _store = new PausedStore(new InMemoryImageStore(TimeProvider.System)),
    });

    /// <summary>Sends a request that waits for operation 1, and returns when the server has the operation.</summary>
    private static async Task<Task<Reply>> BeginWaitAsync(ApiHost host, string method, string target, string? body)
    {
        if (body is null)
        {
            (await host.Alpha.SendAsync("POST", "/imgs/1", Body)).Is(202);
        }

        var waiting = host.Alpha.SendAsync(method, target, body);
        while ((await host.Alpha.GetAsync("/ops")).Json.GetArrayLength() == 0)
        {
            await Task.Yield();
        }

        return waiting;
    }

    /// <summary>Begins the stop of the host, and returns when its services have been told.</summary>
    private static async Task<Task> BeginStopAsync(ApiHost host)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = host.App.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(told.SetResult);
        var stop = host.App.StopAsync();
        await told.Task;
        return stop;
    }
}
