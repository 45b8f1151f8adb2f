namespace Wesog.Storage;

/// <summary>
/// A role that only a store has which several engines can share: it tells each of them what the others did, so that work
/// is begun and waits end without anyone asking again and again.
/// </summary>
/// <remarks>
/// News is a hint. It may come late, more than once, of this engine's own doing, or, after an outage, not at all: the next
/// <see cref="StoreChange.ResyncRequired"/> makes that good. But it never comes too early: a read that begins once the news has come
/// sees what the news tells of.
/// </remarks>
public interface IStoreChangeFeed
{
    /// <summary>
    /// The news from now on, until cancelled. The first is <see cref="StoreChange.ResyncRequired"/>, and comes once the watch stands:
    /// what happens after it is told. The engine has one watch at a time, and begins another, after a pause, when one ends.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="Operations.StoreUnavailableException">The store is out of reach; thrown at the start or on the way.</exception>
    IAsyncEnumerable<StoreChange> WatchAsync(CancellationToken cancellationToken);
}
