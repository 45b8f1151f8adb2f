namespace Wesog.Storage;

/// <summary>Tells of waiting work and of health, and clears away what is old.</summary>
public interface IStoreUpkeep
{
    /// <summary>Every tenant with operations to carry out: pending, or left running by a lease that is over.</summary>
    ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes finished operations, their idempotency keys with them: those that finished before a moment, and of each
    /// tenant all but the last to finish. The first to finish go first: by time, those of one time by number.
    /// </summary>
    /// <returns>How many were removed: at most the policy's slice, fewer when none is left.</returns>
    ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken);

    /// <summary>Does nothing but reach the store.</summary>
    ValueTask PingAsync(CancellationToken cancellationToken);
}
