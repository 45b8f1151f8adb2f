using System.Globalization;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>
/// The load of the neighbours: 1,000 connections, in a process of its own with a low priority and a limited share of the processors. Runs until the standard
/// input ends, then prints what the server did.
/// </summary>
internal static class NeighbourLoad
{
    public const int Connections = SlowClients.Idle + SlowClients.Slow + SlowClients.UnfinishedBodies + SlowClients.Unread + NoisyClients.Readers + NoisyClients.Writers;

    /// <summary>The largest share of the load, in processors.</summary>
    public const double Share = 0.25;

    public static async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var ending = new CancellationTokenSource();
        var outcomes = new Outcomes();
        var throttle = new Throttle(Share, ending.Token);
        var clients = SlowClients.All().Concat(NoisyClients.All()).Select(client => client(port, outcomes, throttle, ending.Token)).ToList();
        await Console.In.ReadToEndAsync();
        await ending.CancelAsync();
        foreach (var line in outcomes.Lines)
        {
            Console.WriteLine(line);
        }
    }
}
