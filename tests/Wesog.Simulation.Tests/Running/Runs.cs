using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>Executes many runs with consecutive seeds, in parallel on all processors.</summary>
internal static class Runs
{
    /// <summary>Returns the event counts of the runs and the failed run with the lowest seed. Starts no further run after a failure.</summary>
    public static (Counters Counters, RunResult? Failed) Of(int first, int count, Mutant mutant = Mutant.None)
    {
        var counters = new Counters();
        RunResult? failed = null;
        ForEach(first, count, mutant, result =>
        {
            counters.Add(result.Counters);
            failed = result.Violation is not null && !(failed?.Seed < result.Seed) ? result : failed;
            return failed is null;
        });
        return (counters, failed);
    }

    /// <summary>Returns the hash of each trace in seed order.</summary>
    public static IReadOnlyList<string> Hashes(int first, int count)
    {
        var hashes = new string[count];
        ForEach(first, count, Mutant.None, result =>
        {
            hashes[result.Seed - first] = result.Trace.Hash();
            return true;
        });
        return hashes;
    }

    private static void ForEach(int first, int count, Mutant mutant, Func<RunResult, bool> shouldContinue)
    {
        var sync = new Lock();
        var (next, stop) = (-1, false);
        var threads = Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        void Work()
        {
            while (!Volatile.Read(ref stop) && Interlocked.Increment(ref next) is var index && index < count)
            {
                var result = SimulatedRun.Run(first + index, mutant);
                lock (sync)
                {
                    Volatile.Write(ref stop, !shouldContinue(result) || stop);
                }
            }
        }
    }
}
