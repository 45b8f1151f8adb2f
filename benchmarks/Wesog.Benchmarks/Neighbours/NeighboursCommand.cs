using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>
/// Measures a tenant of the ready server alone and beside 1,000 connections of other tenants, and the memory of the server:
/// <c>neighbours [--minutes N | --seconds N] [--memory MIB]</c>.
/// </summary>
internal static class NeighboursCommand
{
    private const double MaxRatio = 3;
    private const double DefaultMinutes = 1;
    private const int DefaultMemory = 512;

    // The neighbours begin within this time.
    private static readonly TimeSpan _ramp = TimeSpan.FromSeconds(25);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Where((_, i) => i % 2 == 0).FirstOrDefault(name => name is not ("--minutes" or "--seconds" or "--memory")) is { } unknown)
        {
            throw new ArgumentException($"{unknown} is not an option. The options are --minutes, --seconds and --memory.");
        }

        var minutes = Option(arguments, "--minutes", Option(arguments, "--seconds", DefaultMinutes * 60) / 60);
        var memory = (int)Option(arguments, "--memory", DefaultMemory);
        await using var server = await ReadyServer.StartAsync(memory);
        try
        {
            return await MeasureAsync(server, minutes, memory);
        }
        catch (Exception failure) when (failure is SocketException or InvalidOperationException)
        {
            server.Log.ForEach(Console.WriteLine);
            Console.WriteLine(server.HasExited ? "The server has ended." : $"The victim could not continue: {failure.Message}");
            return 1;
        }
    }

    private static async Task<int> MeasureAsync(ReadyServer server, double minutes, int memory)
    {
        var period = TimeSpan.FromMinutes(minutes);
        await Tenants.FillAsync(server.Port);

        // Measured before and after, because the speed of a shared machine changes.
        await new Victim().RunAsync(server.Port, period / 8);
        var (alone, beside) = (new Victim(), new Victim());
        await alone.RunAsync(server.Port, period / 4);
        string load;
        using (var neighbours = Start(server.Port))
        {
            neighbours.PriorityClass = ProcessPriorityClass.BelowNormal;
            await new Victim().RunAsync(server.Port, _ramp);
            await beside.RunAsync(server.Port, period);
            neighbours.StandardInput.Close();
            load = await neighbours.StandardOutput.ReadToEndAsync();
            await neighbours.WaitForExitAsync();
        }

        await alone.RunAsync(server.Port, period / 4);
        var peak = server.PeakMemory();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            | victim, beside {NeighbourLoad.Connections:N0} connections for {minutes:0.##} minutes | alone p50 | alone p99 | beside p50 | beside p99 | ratio of p99 | target | | refused |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            {string.Join('\n', alone.Kinds.Zip(beside.Kinds, (one, other) => Row(one.Name, one.Times, other.Times)))}

            Peak resident memory: {peak:N0} MiB of {memory:N0} MiB ({(peak <= memory ? "met" : "missed")}). Lines in the log: {server.Log.Count:N0}.

            | neighbours | what the server did |
            | --- | --- |
            """));
        Console.Write(load);
        server.Log.Take(20).ToList().ForEach(Console.WriteLine);
        return alone.Kinds.Zip(beside.Kinds).All(kinds => IsKept(kinds.First.Times, kinds.Second.Times)) && peak <= memory && !load.Contains(" x 500", StringComparison.Ordinal) ? 0 : 1;
    }

    private static string Row(string what, Latencies alone, Latencies beside) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {alone.P50:0.0} ms | {alone.P99:0.0} ms | {beside.P50:0.0} ms | {beside.P99:0.0} ms | {beside.P99 / alone.P99:0.00} | <= {MaxRatio} | {(IsKept(alone, beside) ? "met" : "missed")} | {beside.Refused:N0} of {beside.Count:N0} |");

    private static bool IsKept(Latencies alone, Latencies beside) => beside.P99 <= MaxRatio * alone.P99 && beside.Refused == 0;

    private static Process Start(int port) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(NeighboursCommand).Assembly.Location, "neighbours-load", $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static double Option(IReadOnlyList<string> arguments, string name, double otherwise)
    {
        var at = arguments.ToList().IndexOf(name);
        return at < 0 ? otherwise
            : double.TryParse(arguments.ElementAtOrDefault(at + 1), CultureInfo.InvariantCulture, out var value) && value > 0 ? value
            : throw new ArgumentException($"{name} takes a number above 0.");
    }
}
