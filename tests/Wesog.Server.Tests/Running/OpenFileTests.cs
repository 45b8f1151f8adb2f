using System.Net;
using System.Net.Sockets;

namespace Wesog.Server.Tests.Running;

/// <summary>Clients cannot use up the file descriptors of a real server.</summary>
public sealed class OpenFileTests
{
    private const int Limit = 1_024;
    private const int Idle = 1_100;
    private const int Spare = 100;

    [Fact]
    public async Task Idle_connections_beyond_the_limit_of_files_leave_a_server_that_works_and_is_at_rest()
    {
        ResourceLimits.SkipIfUnsupported();
        await using var server = await ServerProcess.StartLimitedAsync(Limit);
        using var client = server.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);

        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Idle; i++)
            {
                var connection = new TcpClient();
                idle.Add(connection);
                await connection.ConnectAsync(IPAddress.Loopback, new Uri(server.Address).Port);
            }

            // The connection of the client is older than the others.
            Assert.Empty(await EveryRequest.FindFailuresAsync(client));
            Assert.InRange(Directory.GetFiles($"/proc/{server.Id}/fd").Length, 0, Limit - Spare);
            var period = TimeSpan.FromSeconds(2);
            Assert.InRange(await server.MeasureProcessorTimeAsync(period), TimeSpan.Zero, period / 2);
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }

        using var another = server.CreateClient();
        Assert.Empty(await EveryRequest.FindFailuresAsync(another));
        var log = (await server.StopAsync("TERM")).Output.Split('\n');
        Assert.Single(log, line => line.Contains("512 connections are open", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.Contains("rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_loaded_after_the_start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux: /proc lists the files that a process has loaded.");
        await using var server = await ServerProcess.StartAsync();
        using var client = server.CreateClient();
        var before = Loaded(server);

        Assert.Empty(await EveryRequest.FindFailuresAsync(client));

        Assert.Empty(Loaded(server).Except(before));
    }

    [Fact]
    public async Task Connections_beyond_a_configured_limit_are_closed()
    {
        await using var server = await ServerProcess.StartAsync(arguments: ["--Kestrel:Limits:MaxConcurrentConnections=1"]);
        using var first = server.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/health/live")).StatusCode);

        using var second = new TcpClient();
        await second.ConnectAsync(IPAddress.Loopback, new Uri(server.Address).Port);
        Assert.Equal(0, await second.GetStream().ReadAsync(new byte[1]));

        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/health/live")).StatusCode);
    }

    [Theory]
    [InlineData(Limit, "Kestrel:Limits:MaxConcurrentConnections is 2000", "1024 files")]
    [InlineData(500, "500 files open, which is too few", "ulimit -n")]
    public async Task A_start_with_more_connections_than_files_is_refused(int openFiles, params string[] texts)
    {
        ResourceLimits.SkipIfUnsupported();
        var exit = await ServerProcess.RunLimitedAsync(openFiles, "--Kestrel:Limits:MaxConcurrentConnections=2000");

        Assert.Equal(1, exit.Code);
        Assert.All(texts, text => Assert.Contains(text, exit.Error, StringComparison.Ordinal));
    }

    private static HashSet<string> Loaded(ServerProcess server) =>
        File.ReadLines($"/proc/{server.Id}/maps")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [.., var path] && (path.EndsWith(".dll", StringComparison.Ordinal) || path.Contains(".so", StringComparison.Ordinal)))
            .Select(fields => fields[^1])
            .ToHashSet();
}
