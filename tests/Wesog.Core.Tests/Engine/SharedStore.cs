using System.Collections.Concurrent;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Core.Tests.Engine;

/// <summary>One store for several engines. Each engine has its own connection, and receives the changes of all.</summary>
internal sealed class SharedStore(IImageStore store)
{
    private readonly ConcurrentQueue<SharedConnection> _connections = [];
    private readonly ConcurrentQueue<StoreChange.Finished> _finished = [];

    /// <summary>Each finished operation, once per reported finish.</summary>
    public IReadOnlyCollection<StoreChange.Finished> Finished => _finished;

    /// <summary>Creates the connection of one engine.</summary>
    /// <param name="executes">Whether the engine executes operations at once. If false, it starts to with <see cref="SharedConnection.Open"/>.</param>
    public SharedConnection Connect(bool executes = true)
    {
        var connection = new SharedConnection(this, store);
        _connections.Enqueue(connection);
        if (executes)
        {
            connection.Resume();
        }

        return connection;
    }

    /// <summary>Delivers a change to every engine.</summary>
    public void Publish(StoreChange change)
    {
        foreach (var connection in _connections)
        {
            connection.Receive(change);
        }
    }

    public void PublishFinished(Operation operation)
    {
        var change = new StoreChange.Finished(operation.Tenant, operation.Id);
        _finished.Enqueue(change);
        Publish(change);
    }
}
