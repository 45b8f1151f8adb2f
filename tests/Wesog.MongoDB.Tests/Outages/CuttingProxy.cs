using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>A way to the server that can be cut: all of it for a while, or in the middle of a commit.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxyConnection, bool> _connections = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _cutsLeft;

    public CuttingProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether no connection is let through.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>How often a commit was cut.</summary>
    public int Cuts { get; private set; }

    public CutMode Mode { get; private set; }

    /// <summary>Whether it lets no one through from the first cut on.</summary>
    public bool ClosesWithCut { get; set; }

    /// <summary>Through here to the server of the tests.</summary>
    public string ConnectionString => new MongoUrlBuilder(MongoServer.ConnectionString)
    {
        Server = new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port),
        DirectConnection = true,
        ServerSelectionTimeout = TimeSpan.FromSeconds(1),
    }.ToString();

    /// <summary>Cuts the next commits, and all other connections with each of them.</summary>
    public void CutCommits(CutMode mode, int times) => (Mode, _cutsLeft) = (mode, times);

    /// <summary>Lets no one through, those who are through already neither.</summary>
    public void Close()
    {
        IsClosed = true;
        CutAll();
    }

    public void Open() => IsClosed = false;

    /// <summary>Whether this commit is one to be cut.</summary>
    public bool TakeCut(CutMode mode)
    {
        if (Mode != mode || Interlocked.Decrement(ref _cutsLeft) < 0)
        {
            return false;
        }

        Cuts++;
        return true;
    }

    /// <summary>Cuts for the sake of a commit.</summary>
    public void CutHere()
    {
        IsClosed |= ClosesWithCut;
        CutAll();
    }

    private void CutAll()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CutAll();
        _end.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var server = new MongoUrl(MongoServer.ConnectionString).Servers.First();
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            if (IsClosed)
            {
                client.Dispose();
                continue;
            }

            var connection = new ProxyConnection(this, client);
            _connections.TryAdd(connection, true);
            _ = connection.RunAsync(server.Host, server.Port);
        }
    }
}
