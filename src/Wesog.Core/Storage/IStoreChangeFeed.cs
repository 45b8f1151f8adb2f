namespace Wesog.Storage;

/// <summary>
/// Notifies each engine of the changes that other engines make in a shared store, so that work starts and waits end without polling.
/// Only stores that several engines can share implement it.
/// </summary>
/// <remarks>
/// A change is a hint. It may arrive late or repeatedly, it may come from this engine itself, and an outage may lose it; the next
/// <see cref="StoreChange.ResyncRequired"/> makes up for lost changes. It never arrives early: a read that begins after a change has
/// arrived sees that change.
/// </remarks>
public interface IStoreChangeFeed
{
    /// <summary>
    /// Returns the changes from now on, until cancelled. The first is <see cref="StoreChange.ResyncRequired"/>, sent when the feed is
    /// established; later changes are reported. The engine keeps one feed open at a time, and opens another with back-off when it
    /// ends.
    /// </summary>
    /// <param name="cancellationToken">Closes the feed.</param>
    /// <exception cref="Operations.StoreUnavailableException">The store is unavailable; thrown when the feed is opened or later.</exception>
    IAsyncEnumerable<StoreChange> WatchAsync(CancellationToken cancellationToken);
}
