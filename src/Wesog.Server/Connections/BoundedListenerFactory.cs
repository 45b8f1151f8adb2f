using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Wesog.Server.Connections;

/// <summary>
/// Bounds the connections that are accepted at once, over all addresses: further ones wait in the operating system. The web server closes connections beyond its
/// own limit only after it has accepted them, so that a burst would use up the file descriptors, without which the runtime cannot start a thread and ends the process.
/// </summary>
/// <param name="inner">Creates the listeners.</param>
/// <param name="connections">The most connections that are open at once.</param>
internal sealed class BoundedListenerFactory(IConnectionListenerFactory inner, int connections)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly SemaphoreSlim _slots = new(connections, connections);

    public bool CanBind(EndPoint endpoint) => inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new BoundedListener(await inner.BindAsync(endpoint, cancellationToken).ConfigureAwait(false), _slots);

    public void Dispose() => _slots.Dispose();
}
