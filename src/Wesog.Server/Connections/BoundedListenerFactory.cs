using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Wesog.Server.Connections;

/// <summary>
/// Bounds the connections that are accepted at once, over all addresses: further ones wait in the operating system. The web server closes connections beyond its
/// own limit only after it has accepted them, so that a burst would use up the file descriptors, without which the runtime cannot start a thread and ends the process.
/// </summary>
internal sealed class BoundedListenerFactory : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly IConnectionListenerFactory _inner;
    private readonly ConnectionSlots _slots;

    /// <param name="inner">Creates the listeners.</param>
    /// <param name="connections">The limit of the web server.</param>
    /// <param name="refusals">The most connections beyond the limit, which the web server closes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    public BoundedListenerFactory(IConnectionListenerFactory inner, int connections, int refusals, TimeProvider time, ILoggerFactory loggers) =>
        (_inner, _slots) = (inner, new(connections, refusals, time, loggers.CreateLogger<ConnectionSlots>()));

    public bool CanBind(EndPoint endpoint) => _inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new BoundedListener(await _inner.BindAsync(endpoint, cancellationToken).ConfigureAwait(false), _slots);

    public void Dispose() => _slots.Dispose();
}
