using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>Many runs: seeds in order, on as many threads as there are processors.</summary>
internal static class Runs
{
    /// <summary>What the runs met, and the failed one of the lowest seed. After a failure no further run is begun.</summary>
    public static (Tally Tally, Outcome? Failed) Of(int first, int count, Mutant flaw = Mutant.None)
    {
        var tally = new Tally();
        Outcome? failed = null;
        ForEach(first, count, flaw, outcome =>
        {
            tally.Add(outcome.Tally);
            failed = outcome.Violation is not null && !(failed?.Seed < outcome.Seed) ? outcome : failed;
            return failed is null;
        });
        return (tally, failed);
    }

    /// <summary>The trace of each run, hashed, in the order of the seeds.</summary>
    public static IReadOnlyList<string> Hashes(int first, int count)
    {
        var hashes = new string[count];
        ForEach(first, count, Mutant.None, outcome =>
        {
            hashes[outcome.Seed - first] = outcome.Trace.Hash();
            return true;
        });
        return hashes;
    }

    private static void ForEach(int first, int count, Mutant flaw, Func<Outcome, bool> goesOn)
    {
        var one = new Lock();
        var (next, ends) = (-1, false);
        var threads = Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        void Work()
        {
            while (!Volatile.Read(ref ends) && Interlocked.Increment(ref next) is var index && index < count)
            {
                var outcome = SimulatedRun.Run(first + index, flaw);
                lock (one)
                {
                    Volatile.Write(ref ends, !goesOn(outcome) || ends);
                }
            }
        }
    }
}
