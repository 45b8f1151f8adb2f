namespace Wesog.Operations;

/// <summary>The tenant's queue is full; nothing was stored. Try again when operations have finished.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (429).</remarks>
public sealed class QueueFullException(string tenant, int maxOperations, long maxBytes) : WesogException(
    $"The queue of the tenant \"{tenant}\" is full: at most {maxOperations} unfinished operations and {maxBytes} bytes of their items. Try again when some have finished.")
{
    /// <summary>Whose queue it is.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>Most unfinished operations.</summary>
    public int MaxOperations { get; } = maxOperations;

    /// <summary>Most bytes of their items.</summary>
    public long MaxBytes { get; } = maxBytes;
}
