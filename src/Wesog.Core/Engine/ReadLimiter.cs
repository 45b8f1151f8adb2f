using System.Collections.Concurrent;
using Wesog.Operations;

namespace Wesog.Engine;

/// <summary>Limits the reads that each tenant has in progress.</summary>
/// <remarks>
/// Entering and leaving take no lock and allocate nothing, except at the first read of a tenant without a counter. Counters of tenants
/// without reads are removed, so their number is limited.
/// </remarks>
internal sealed class ReadLimiter(int maxReads)
{
    /// <summary>The number of new counters after which the unused ones are removed.</summary>
    internal const int SweepInterval = 1_024;

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private int _added;

    internal int CounterCount => _counters.Count;

    /// <summary>Counts a read until the result is disposed.</summary>
    /// <exception cref="TooManyReadsException">The tenant has as many reads in progress as it may.</exception>
    public ReadSlot Enter(string tenant)
    {
        while (true)
        {
            var counter = _counters.TryGetValue(tenant, out var known) ? known : Add(tenant);
            switch (counter.TryEnter(maxReads))
            {
                case true:
                    return new(counter);
                case false:
                    throw new TooManyReadsException(tenant, maxReads);
                default:
                    Remove(new(tenant, counter));
                    break;
            }
        }
    }

    private Counter Add(string tenant)
    {
        if (Interlocked.Increment(ref _added) % SweepInterval == 0)
        {
            foreach (var entry in _counters)
            {
                if (entry.Value.TryRetire())
                {
                    Remove(entry);
                }
            }
        }

        return _counters.GetOrAdd(tenant, static _ => new());
    }

    private void Remove(KeyValuePair<string, Counter> entry) => _counters.TryRemove(entry);

    /// <summary>The number of a tenant's reads in progress. A retired counter is never used again.</summary>
    internal sealed class Counter
    {
        private const int Retired = -1;

        private int _reads;

        /// <summary>Counts a read. Returns false if there are as many as allowed, and null if the counter is retired.</summary>
        public bool? TryEnter(int maxReads)
        {
            var reads = Volatile.Read(ref _reads);
            while (reads != Retired && reads < maxReads)
            {
                var before = Interlocked.CompareExchange(ref _reads, reads + 1, reads);
                if (before == reads)
                {
                    return true;
                }

                reads = before;
            }

            return reads == Retired ? null : false;
        }

        public void Leave() => Interlocked.Decrement(ref _reads);

        public bool TryRetire() => Interlocked.CompareExchange(ref _reads, Retired, 0) == 0;
    }
}

/// <summary>A read in progress. The default value counts nothing.</summary>
internal readonly struct ReadSlot(ReadLimiter.Counter? counter) : IDisposable
{
    public void Dispose() => counter?.Leave();
}
