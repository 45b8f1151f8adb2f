namespace Wesog.Storage;

/// <summary>Lists waiting work, removes expired operations, and probes the store.</summary>
public interface IStoreMaintenance
{
    /// <summary>Returns every tenant with operations to execute: pending ones, or running ones whose lease is over.</summary>
    ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes expired finished operations and their idempotency keys: those that finished before the policy's time, and those beyond
    /// the policy's number per tenant. The oldest are removed first, ordered by finish time, then by number. Also updates the clock state
    /// by <see cref="RetentionPolicy.UpdateClockState"/>, whether or not an operation is removed.
    /// </summary>
    /// <returns>The number of removed operations, at most <see cref="RetentionPolicy.MaxCount"/>; fewer if none is left.</returns>
    ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken);

    /// <summary>
    /// Probes whether the storage can be read, or written, by a real read, or by a write that is as durable as any other. The write is
    /// not visible to reads.
    /// </summary>
    /// <param name="writtenBytes">
    /// The least number of bytes to write; 0 to read only. A full store may still have space for a few bytes.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken);
}
