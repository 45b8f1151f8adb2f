using Wesog.Operations;

namespace Wesog.Queueing;

/// <summary>Notifies waiters when an operation finishes.</summary>
internal sealed class CompletionNotifier
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, long Id), Wait> _waits = [];

    // As many as the store has set aside: a few, or the store is lost.
    private readonly Dictionary<(string Tenant, long Id), StoreDamagedException> _lost = [];
    private volatile bool _closed;

    /// <summary>The operations that have at least one waiter.</summary>
    public IReadOnlyList<(string Tenant, long Id)> Awaited
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits.Keys];
            }
        }
    }

    /// <summary>Whether the engine has stopped; new waits return at once.</summary>
    public bool IsClosed => _closed;

    /// <summary>
    /// Returns a task that completes with the finished operation, or with null if the waiter must read the store again. It fails with
    /// <see cref="StoreDamagedException"/> if the operation cannot end.
    /// Subscribe before reading the store: otherwise a completion between the two is missed. Unsubscribe afterwards.
    /// </summary>
    public Task<Operation?> Subscribe(string tenant, long operationId)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromResult<Operation?>(null);
            }

            if (_lost.TryGetValue((tenant, operationId), out var damage))
            {
                return Task.FromException<Operation?>(damage);
            }

            if (!_waits.TryGetValue((tenant, operationId), out var wait))
            {
                _waits.Add((tenant, operationId), wait = new());
            }

            wait.Waiters++;
            return wait.Completion.Task;
        }
    }

    /// <summary>Removes one waiter. Does nothing if the wait has completed.</summary>
    public void Unsubscribe(string tenant, long operationId, Task<Operation?> completion)
    {
        lock (_lock)
        {
            if (_waits.TryGetValue((tenant, operationId), out var wait) && wait.Completion.Task == completion && --wait.Waiters == 0)
            {
                _waits.Remove((tenant, operationId));
            }
        }
    }

    public bool IsAwaited(string tenant, long operationId)
    {
        lock (_lock)
        {
            return _waits.ContainsKey((tenant, operationId));
        }
    }

    /// <summary>Wakes all waiters of an operation. <paramref name="finished"/> is null if they must read the store again.</summary>
    public void Complete(string tenant, long operationId, Operation? finished)
    {
        lock (_lock)
        {
            _lost.Remove((tenant, operationId));
            if (_waits.Remove((tenant, operationId), out var wait))
            {
                wait.Completion.SetResult(finished);
            }
        }
    }

    /// <summary>Fails all waiters of an operation that the store can neither execute nor end, and later ones.</summary>
    public void Fail(string tenant, long operationId, StoreDamagedException damage)
    {
        lock (_lock)
        {
            _lost[(tenant, operationId)] = damage;
            if (_waits.Remove((tenant, operationId), out var wait))
            {
                wait.Completion.SetException(damage);

                // Marks the exception as observed: the last waiter may have left.
                _ = wait.Completion.Task.Exception;
            }
        }
    }

    /// <summary>
    /// Makes every waiter that subscribed before the previous call read the store again. This finds completions that were not
    /// notified: by another engine, or by a call whose response was lost.
    /// </summary>
    public void Repoll()
    {
        lock (_lock)
        {
            foreach (var (operation, wait) in _waits)
            {
                if (wait.IsOld)
                {
                    _waits.Remove(operation);
                    wait.Completion.SetResult(null);
                }

                wait.IsOld = true;
            }
        }
    }

    /// <summary>Wakes all waiters; later subscriptions complete at once.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var wait in _waits.Values)
            {
                wait.Completion.SetResult(null);
            }

            _waits.Clear();
        }
    }

    private sealed class Wait
    {
        // Continuations must not run under the lock.
        public TaskCompletionSource<Operation?> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiters { get; set; }

        public bool IsOld { get; set; }
    }
}
