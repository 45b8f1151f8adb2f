using System.Collections.Concurrent;
using Wesog.Operations;

namespace Wesog.Queueing;

/// <summary>Wakes those who wait for an operation's end.</summary>
internal sealed class CompletionHub
{
    private readonly ConcurrentDictionary<(string Tenant, long Id), TaskCompletionSource<Operation?>> _waits = new();
    private volatile bool _closed;

    /// <summary>Whether the engine has stopped: no one is to wait any more.</summary>
    public bool IsClosed => _closed;

    /// <summary>
    /// A task of the finished operation; null where whoever waits is to look again. Join first and look into the store
    /// second: an end between the two is then seen by one of them.
    /// </summary>
    public Task<Operation?> Join(string tenant, long operationId)
    {
        var wait = _waits.GetOrAdd(
            (tenant, operationId), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_closed)
        {
            End(tenant, operationId, null);
        }

        return wait.Task;
    }

    /// <summary>Wakes all who wait for an operation, which is finished or, where null, to be looked for again.</summary>
    public void End(string tenant, long operationId, Operation? finished)
    {
        if (_waits.TryRemove((tenant, operationId), out var wait))
        {
            wait.SetResult(finished);
        }
    }

    /// <summary>Wakes everyone, now and from now on.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var (tenant, operationId) in _waits.Keys.Order())
        {
            End(tenant, operationId, null);
        }
    }
}
