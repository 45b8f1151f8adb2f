namespace Wesog.Operations;

/// <summary>The limits of batches, the queue, execution and retention.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (settings under <c>Wesog:Limits</c>). The engine validates them at its start.</remarks>
public sealed class EngineLimits
{
    /// <summary>The largest number of items in a batch. Default 10,000.</summary>
    public int MaxBatchItems { get; set; } = 10_000;

    /// <summary>The largest number of bytes of a body, after decompression. Default 64 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 64L << 20;

    /// <summary>The largest number of unfinished operations of a tenant. Default 10,000.</summary>
    public int MaxQueuedOperations { get; set; } = 10_000;

    /// <summary>The largest number of stored bytes of the items of a tenant's unfinished operations. Default 256 MiB.</summary>
    public long MaxQueuedBytes { get; set; } = 256L << 20;

    /// <summary>
    /// The largest number of reads of images and operations that a tenant has in progress at once. Default 256. A wait for an operation
    /// counts only during its first read.
    /// </summary>
    public int MaxConcurrentReads { get; set; } = 256;

    /// <summary>How long a query runs at most. Default 10 seconds.</summary>
    public TimeSpan MaxQueryTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an enumeration or an export runs at most: its snapshot is kept meanwhile. Default 240 seconds.</summary>
    public TimeSpan MaxExportTime { get; set; } = TimeSpan.FromSeconds(240);

    /// <summary>The largest number of errors, and of skipped items, that an operation or a rejection lists. Default 1,000.</summary>
    public int MaxErrors { get; set; } = 1_000;

    /// <summary>The number of executions that internal errors can stop before the operation fails as poisoned. Default 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long the engine keeps finished operations. Default 30 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The largest number of finished operations of a tenant that the engine keeps. Default 100,000.</summary>
    public int RetainedOperations { get; set; } = 100_000;

    /// <summary>The largest number of operations in one store transaction. Default 100.</summary>
    public int GroupOperations { get; set; } = 100;

    /// <summary>The largest number of items in one store transaction, unless one operation has more. Default 10,000.</summary>
    public int GroupItems { get; set; } = 10_000;

    /// <summary>The largest number of bytes of items in one store transaction, unless one operation has more. Default 8 MiB.</summary>
    public long GroupBytes { get; set; } = 8L << 20;

    /// <summary>The number of tenants whose operations run concurrently. Default: the processor count.</summary>
    public int ConcurrentTenants { get; set; } = Environment.ProcessorCount;
}
