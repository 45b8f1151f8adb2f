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

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, timeProvider);
        var (collected, before, isMarked) = (GC.GetTotalAllocatedBytes(), 0L, false);
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            var isIdle = allocated - before < Idle;
            before = allocated;
            if (isIdle && isMarked)
            {
                // The memory in use is now the live memory.
                Return(GC.GetTotalMemory(forceFullCollection: false));
                isMarked = false;
            }
            else if (isIdle && allocated - collected > Burst)
            {
                GC.Collect(OldestGeneration, GCCollectionMode.Optimized, blocking: false);
                (collected, isMarked) = (allocated, true);
            }
        }
    }

    private static void Return(long live)
    {
        if (live < LargestHeap)
        {
            GC.Collect(OldestGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
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
