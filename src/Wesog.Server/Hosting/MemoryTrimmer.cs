namespace Wesog.Server.Hosting;

/// <summary>
/// Returns the memory of a burst of requests to the system when the server has become idle. The runtime collects garbage when the process
/// allocates, so an idle process would keep it.
/// </summary>
internal sealed class MemoryTrimmer(TimeProvider timeProvider) : BackgroundService
{
    private const int OldestGeneration = 2;

    // In bytes that were allocated since the last collection, and in the last period.
    private const long Burst = 64 << 20;
    private const long Idle = 16 << 20;

    // A collection that returns everything stops the process for about a second for each gigabyte of live memory.
    private const long LargestHeap = 256 << 20;

    // A larger heap stays as it is until the next burst.
    private const int MaxAttempts = 3;

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, timeProvider);
        var (collected, before, attempts) = (GC.GetTotalAllocatedBytes(), 0L, 0);
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            var isIdle = allocated - before < Idle;
            before = allocated;
            if (isIdle && attempts > 0)
            {
                attempts = TryReturn() ? 0 : attempts - 1;
            }
            else if (isIdle && allocated - collected > Burst)
            {
                (collected, attempts) = (allocated, MaxAttempts);
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
}
