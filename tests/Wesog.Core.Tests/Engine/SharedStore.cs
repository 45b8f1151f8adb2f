using System.Collections.Concurrent;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Core.Tests.Engine;

/// <summary>One store for several engines: each works on a connection of its own, and hears of what passes through all.</summary>
internal sealed class SharedStore(IImageStore store)
{
    private readonly ConcurrentQueue<SharedConnection> _connections = [];
    private readonly ConcurrentQueue<StoreChange.Finished> _ends = [];

    /// <summary>Every operation that has ended, as often as it did.</summary>
    public IReadOnlyCollection<StoreChange.Finished> Ends => _ends;

    /// <summary>A way in for one engine.</summary>
    /// <param name="works">Whether it may carry out operations; otherwise it does from <see cref="SharedConnection.Open"/> on.</param>
    public SharedConnection Connect(bool works = true)
    {
        var connection = new SharedConnection(this, store);
        _connections.Enqueue(connection);
        if (works)
        {
            connection.Open();
        }

        return connection;
    }

    /// <summary>Tells every engine.</summary>
    public void Tell(StoreChange news)
    {
        foreach (var connection in _connections)
        {
            connection.Hear(news);
        }
    }

    public void TellEnd(Operation operation)
    {
        var end = new StoreChange.Finished(operation.Tenant, operation.Id);
        _ends.Enqueue(end);
        Tell(end);
    }
}
