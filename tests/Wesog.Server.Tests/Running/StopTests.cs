using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Wesog.Server.Tests.Running;

public sealed class StopTests
{
    private static readonly TimeSpan _maxDuration = TimeSpan.FromSeconds(10);

    // Child processes inherit ignored signals. A script that runs the tests in the background ignores interrupts.
    public static TheoryData<string> Signals => IgnoresInterrupts() ? ["TERM"] : ["TERM", "INT"];

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task A_signal_stops_the_server_gracefully(string signal)
    {
        await using var server = await ServerProcess.StartAsync();

        var exit = await server.StopAsync(signal);

        Assert.Equal(0, exit.Code);
        Assert.Equal("", exit.Error);
        Assert.InRange(exit.Took, TimeSpan.Zero, _maxDuration);
    }

    [Fact]
    public async Task A_client_that_never_ends_its_body_does_not_delay_the_stop()
    {
        await using var server = await ServerProcess.StartAsync();
        var address = new Uri(server.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /imgs HTTP/1.1\r\nHost: {address.Authority}\r\nAPI-Key: local\r\nContent-Type: application/json\r\n" +
            "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"));

        // The interim response shows that the server waits for the body.
        var buffer = new byte[1_000];
        var count = await client.GetStream().ReadAsync(buffer);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);

        var exit = await server.StopAsync("TERM");

        Assert.Equal(0, exit.Code);
        Assert.InRange(exit.Took, TimeSpan.Zero, _maxDuration);
    }

    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Name = "SigIgn:";
        const ulong Interrupt = 1 << 1;
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } ignored
            && (ulong.Parse(ignored.AsSpan(Name.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
