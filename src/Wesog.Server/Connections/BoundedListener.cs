using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Wesog.Server.Connections;

/// <summary>Accepts a connection when a slot is free.</summary>
internal sealed class BoundedListener(IConnectionListener inner, ConnectionSlots slots) : IConnectionListener
{
    private readonly CancellationTokenSource _unbinding = new();

    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await slots.TakeAsync(_unbinding.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        ConnectionContext? accepted = null;
        try
        {
            accepted = await inner.AcceptAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (accepted is null)
            {
                slots.Return();
            }
        }

        if (accepted is null)
        {
            return null;
        }

        slots.LogIfRefused();
        return new BoundedConnection(accepted, slots);
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbinding.CancelAsync().ConfigureAwait(false);
        await inner.UnbindAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _unbinding.CancelAsync().ConfigureAwait(false);
        await inner.DisposeAsync().ConfigureAwait(false);
        _unbinding.Dispose();
    }
}
