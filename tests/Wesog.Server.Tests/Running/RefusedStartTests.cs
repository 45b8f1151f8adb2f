using System.Net;
using System.Net.Sockets;
using Wesog.Server.Tests.Settings;

namespace Wesog.Server.Tests.Running;

// Other tests check the text of each rule. These tests check that the process prints the texts and exits.
public sealed class RefusedStartTests
{
    [Fact]
    public async Task A_start_on_an_open_address_without_a_key_fails()
    {
        var exit = await ServerProcess.RunAsync([("ASPNETCORE_URLS", "http://127.0.0.1:0;http://[::]:0")]);

        AssertRefused(exit, "No API key is configured", "http://[::]:0", "Wesog__ApiKeys__0__Sha256");
    }

    [Fact]
    public async Task A_start_reports_all_faults_at_once_including_those_of_the_engine()
    {
        var exit = await ServerProcess.RunAsync(
            [
                ("Wesog__Store", "paper"),
                ("Wesog__Limits__MaxBatchItem", "5"),
                ("Wesog__Limits__MaxBodyBytes", "64MiB"),
                ("Wesog__Limits__MaxErrors", "0"),
                ("Wesog__ApiKeys__0__Tenant", "acme"),
                ("Wesog__ApiKeys__0__Sha256", Given.Hash.ToUpperInvariant()),
            ],
            "--urls", "http://127.0.0.1:0");

        AssertRefused(
            exit,
            "Available: sqlite, memory",
            "Wesog:Limits:MaxBatchItem is not a setting",
            "Wesog:Limits:MaxBodyBytes must be a whole number",
            "MaxErrors must be from 1 to",
            "Wesog:ApiKeys:0:Sha256 must be");
    }

    [Fact]
    public async Task A_start_on_an_occupied_port_fails_with_a_message()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var exit = await ServerProcess.RunAsync([], "--urls", $"http://{other.LocalEndpoint}");

        AssertRefused(exit, $"{other.LocalEndpoint}", "address already in use");
    }

    private static void AssertRefused(ServerExit exit, params string[] expected)
    {
        Assert.Equal(1, exit.Code);
        Assert.StartsWith("Wesog.Server does not start:", exit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", exit.Error + exit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listening", exit.Output, StringComparison.Ordinal);
        Assert.All(expected, text => Assert.Contains(text, exit.Error, StringComparison.Ordinal));
    }
}
