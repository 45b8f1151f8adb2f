namespace Wesog.Server.Hosting;

/// <summary>
/// Returns the memory of a burst of requests to the system when the server has become idle. The runtime collects garbage when the process
/// allocates, so an idle process would keep it.
/// </summary>
internal sealed class MemoryTrimmer(RequestActivity requests, TimeProvider timeProvider) : BackgroundService
{
    private const int OldestGeneration = 2;

    // In bytes that were allocated since the last collection.
    private const long Burst = 64 << 20;

    // In requests that finished in the last period, one per second, and in bytes that were allocated in it: the engine may work off its queue without requests.
    private const long IdleRequests = 5;
    private const long IdleBytes = 16 << 20;

    // A collection that returns everything stops the process for about a second for each gigabyte of live memory.
    private const long LargestHeap = 256 << 20;

    // A larger heap stays as it is until the next burst.
    private const int MaxAttempts = 3;

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, timeProvider);
        var (collected, last, attempts) = (GC.GetTotalAllocatedBytes(), default(Sample), 0);
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            var now = new Sample(requests.InProgress, requests.Finished, GC.GetTotalAllocatedBytes());
            var isIdle = now.IsIdleSince(last);
            last = now;
            if (isIdle && attempts > 0)
            {
                attempts = TryReturn() ? 0 : attempts - 1;
            }
            else if (isIdle && now.Allocated - collected > Burst)
            {
                (collected, attempts) = (now.Allocated, MaxAttempts);
            }

            if (isIdle && attempts > 0)
            {
                // In the next period the memory in use is the live memory, unless the collection takes longer.
                GC.Collect(OldestGeneration, GCCollectionMode.Forced, blocking: false);
            }
        }
    }

    private static bool TryReturn()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) >= LargestHeap)
        {
            return false;
        }

        GC.Collect(OldestGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return true;
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What the server has done so far.</summary>
    /// <param name="InProgress">The requests that are in progress.</param>
    /// <param name="Finished">The requests that have finished.</param>
    /// <param name="Allocated">The bytes that were allocated.</param>
    internal readonly record struct Sample(int InProgress, long Finished, long Allocated)
    {
        /// <summary>Whether the server has done nearly nothing since the sample before, and does nothing now.</summary>
        public bool IsIdleSince(Sample before) =>
            InProgress == 0 && Finished - before.Finished <= IdleRequests && Allocated - before.Allocated < IdleBytes;
    }
}
