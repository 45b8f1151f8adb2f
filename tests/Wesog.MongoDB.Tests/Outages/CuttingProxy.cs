using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>A TCP proxy to the server that can cut all connections, for a while or during a commit.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxyConnection, bool> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _cutsLeft;

    public CuttingProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether the proxy refuses new connections.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Number of commits that were cut.</summary>
    public int Cuts { get; private set; }

    public CutMode Mode { get; private set; }

    /// <summary>Whether the first cut closes the proxy.</summary>
    public bool ClosesWithCut { get; set; }

    /// <summary>The connection string of the test server through this proxy.</summary>
    public string ConnectionString => new MongoUrlBuilder(MongoServer.ConnectionString)
    {
        Server = new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port),
        DirectConnection = true,
        ServerSelectionTimeout = TimeSpan.FromSeconds(1),
    }.ToString();

    /// <summary>Cuts all connections at each of the next commits.</summary>
    public void CutCommits(CutMode mode, int times) => (Mode, _cutsLeft) = (mode, times);

    /// <summary>Refuses new connections and cuts the open ones.</summary>
    public void Close()
    {
        IsClosed = true;
        CutAll();
    }

    public void Open() => IsClosed = false;

    /// <summary>Returns true if this commit is to be cut, and counts the cut.</summary>
    public bool TakeCut(CutMode mode)
    {
        if (Mode != mode || Interlocked.Decrement(ref _cutsLeft) < 0)
        {
            return false;
        }

        Cuts++;
        return true;
    }

    /// <summary>Cuts all connections at a commit.</summary>
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
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CutAll();
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var server = new MongoUrl(MongoServer.ConnectionString).Servers.First();
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
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
