namespace Wesog.Operations;

/// <summary>The bounds of the engine: of batches, of the queue, of execution and of what is kept.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (settings under <c>Wesog:Limits</c>). Checked when the engine starts.</remarks>
public sealed class EngineLimits
{
    /// <summary>Most items of a batch. Default 10,000.</summary>
    public int MaxBatchItems { get; set; } = 10_000;

    /// <summary>Most bytes of a body, after decompression. Default 64 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 64L << 20;

    /// <summary>Most unfinished operations of a tenant. Default 10,000.</summary>
    public int MaxQueuedOperations { get; set; } = 10_000;

    /// <summary>Most bytes of the items of a tenant's unfinished operations, as the store keeps them. Default 256 MiB.</summary>
    public long MaxQueuedBytes { get; set; } = 256L << 20;

    /// <summary>Most errors that an operation or a refusal lists, and most skipped items that an operation lists. Default 1,000.</summary>
    public int MaxErrors { get; set; } = 1_000;

    /// <summary>How often the execution of an operation may fail because of an internal error before it is given up as poisoned. Default 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long the engine keeps finished operations. Default 30 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many finished operations of a tenant are kept at most. Default 100,000.</summary>
    public int RetainedOperations { get; set; } = 100_000;

    /// <summary>Most operations that share one store transaction. Default 100.</summary>
    public int GroupOperations { get; set; } = 100;

    /// <summary>Most items of operations that share one store transaction, unless one alone has more. Default 10,000.</summary>
    public int GroupItems { get; set; } = 10_000;

    /// <summary>Most bytes of items of operations that share one store transaction, unless one alone has more. Default 8 MiB.</summary>
    public long GroupBytes { get; set; } = 8L << 20;

    /// <summary>How many tenants' operations run at once. Default: the processor count.</summary>
    public int ConcurrentTenants { get; set; } = Environment.ProcessorCount;
}
