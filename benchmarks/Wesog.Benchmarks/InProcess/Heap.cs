namespace Wesog.Benchmarks.InProcess;

/// <summary>Measures bytes allocated by all threads, and bytes in use.</summary>
internal static class Heap
{
    public static async Task<long> AllocatedByAsync(Func<Task> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>The bytes in use after full collections.</summary>
    public static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
