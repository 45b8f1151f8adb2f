namespace Wesog.Storage;

/// <summary>Tells of waiting work and of health, and clears away what is old.</summary>
public interface IStoreMaintenance
{
    /// <summary>Every tenant with operations to carry out: pending, or left running by a lease that is over.</summary>
    ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes finished operations, their idempotency keys with them: those that finished before a moment, and of each
    /// tenant all but the last to finish. The first to finish go first: by time, those of one time by number.
    /// </summary>
    /// <returns>How many were removed: at most the policy's slice, fewer when none is left.</returns>
    ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken);

    /// <summary>Reaches the store and reads from it.</summary>
    ValueTask PingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes and commits as durably as any other write, and leaves nothing that a read shows. It shows whether the store takes
    /// writes, which a ping does not.
    /// </summary>
    /// <param name="bytes">How much it writes, at least. A store that is full may still find room for a few bytes.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    ValueTask ProbeWriteAsync(int bytes, CancellationToken cancellationToken);
}
