using System.Collections.Concurrent;
using System.Text.Json;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Hosting;
using Wesog.Server.Tests.Hostile.Oracle;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile;

/// <summary>Sends cases to servers in parallel and collects the faults of the responses.</summary>
/// <param name="seed">The seed of the cases.</param>
internal sealed class HostileRun(ulong seed)
{
    private const int MaxParallelCases = 6;
    private const int MaxFaults = 10;
    private const int SqliteEvery = 5;

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<string, int> _seen = new();

    /// <summary>The faults, with the variables that repeat their cases.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>The counts of statuses and problem codes.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    public async Task RunAsync(IEnumerable<int> numbers, HostileServer memory, HostileServer sqlite, HostileServer impatient)
    {
        var generator = new CaseGenerator(seed);
        using var stopping = new CancellationTokenSource();
        try
        {
            await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = MaxParallelCases, CancellationToken = stopping.Token }, async (number, _) =>
            {
                var hostile = generator.Make(number);
                await RunAsync(hostile, hostile.ClientBehavior == ClientBehavior.Stalls ? impatient : number % SqliteEvery == 0 ? sqlite : memory);
                if (_faults.Count >= MaxFaults)
                {
                    await stopping.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Further faults add no information.
        }
    }

    private async Task RunAsync(HostileCase hostile, HostileServer server)
    {
        var outcome = await Exchange.RunAsync(hostile, server.Port);
        if (ResponseRules.FaultOf(hostile, outcome, server.Directory) is { } fault)
        {
            _faults.Enqueue($"{fault}\n{hostile}\n--- responses ---\n{string.Join("\n--- and ---\n", outcome.Responses)}\n");
            return;
        }

        foreach (var response in outcome.Responses)
        {
            _seen.AddOrUpdate(KeyOf(response), 1, (_, count) => count + 1);
        }
    }

    private static string KeyOf(Response response) =>
        response.ContentType == "application/problem+json" && response.Body.Length > 0
            ? JsonDocument.Parse(response.Body).RootElement.GetProperty("code").GetString()!
            : $"{response.Status}";
}
