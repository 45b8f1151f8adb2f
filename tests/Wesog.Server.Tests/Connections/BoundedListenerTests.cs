using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Wesog.Server.Connections;

namespace Wesog.Server.Tests.Connections;

public sealed class BoundedListenerTests : IAsyncLifetime
{
    private readonly BoundedListenerFactory _factory = new(
        new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
        connections: 1,
        refusals: 1,
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private readonly List<TcpClient> _clients = [];
    private IConnectionListener _first = null!;
    private IConnectionListener _second = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await _factory.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        _second = await _factory.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        _factory.Dispose();
    }

    [Fact]
    public async Task Connections_beyond_the_bound_are_accepted_when_others_have_closed_on_any_address()
    {
        await using var one = await ConnectAsync(_first);
        var two = await ConnectAsync(_second);
        await OpenAsync(_first);
        var waiting = _first.AcceptAsync().AsTask();
        Assert.False(waiting.IsCompleted);

        // A second disposal gives nothing back.
        await two.DisposeAsync();
        await two.DisposeAsync();

        await using var three = await waiting;
        await OpenAsync(_second);
        Assert.False(_second.AcceptAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_listener_that_waits_for_a_slot_ends_when_it_is_unbound()
    {
        await using var one = await ConnectAsync(_first);
        await using var two = await ConnectAsync(_first);
        var waiting = _first.AcceptAsync().AsTask();

        await _first.UnbindAsync();

        Assert.Null(await waiting);
    }

    [Fact]
    public async Task A_listener_that_is_unbound_gives_its_slot_back()
    {
        var accepting = _first.AcceptAsync().AsTask();
        await _first.UnbindAsync();
        Assert.Null(await accepting);

        await using var one = await ConnectAsync(_second);
        await using var two = await ConnectAsync(_second);
    }

    private async Task OpenAsync(IConnectionListener listener)
    {
        var client = new TcpClient();
        _clients.Add(client);
        await client.ConnectAsync((IPEndPoint)listener.EndPoint);
    }

    private async Task<ConnectionContext> ConnectAsync(IConnectionListener listener)
    {
        await OpenAsync(listener);
        return await listener.AcceptAsync() ?? throw new InvalidOperationException("The listener has ended.");
    }
}
