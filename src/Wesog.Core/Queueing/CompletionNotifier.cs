using Wesog.Operations;

namespace Wesog.Queueing;

/// <summary>Wakes those who wait for an operation's end.</summary>
internal sealed class CompletionNotifier
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, long Id), Wait> _waits = [];
    private volatile bool _closed;

    /// <summary>The operations that someone waits for.</summary>
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

    /// <summary>Whether the engine has stopped: no one is to wait any more.</summary>
    public bool IsClosed => _closed;

    /// <summary>
    /// A task of the finished operation; null where whoever waits is to look again. Join first and look into the store
    /// second: an end between the two is then seen by one of them, whichever engine brought it about. Leave in the end.
    /// </summary>
    public Task<Operation?> Subscribe(string tenant, long operationId)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromResult<Operation?>(null);
            }

            if (!_waits.TryGetValue((tenant, operationId), out var wait))
            {
                _waits.Add((tenant, operationId), wait = new());
            }

            wait.Joined++;
            return wait.Ended.Task;
        }
    }

    /// <summary>One who joined waits no more; of a wait that has ended there is nothing to leave.</summary>
    public void Unsubscribe(string tenant, long operationId, Task<Operation?> joined)
    {
        lock (_lock)
        {
            if (_waits.TryGetValue((tenant, operationId), out var wait) && wait.Ended.Task == joined && --wait.Joined == 0)
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

    /// <summary>Wakes all who wait for an operation, which is finished or, where null, to be looked for again.</summary>
    public void Complete(string tenant, long operationId, Operation? finished)
    {
        lock (_lock)
        {
            if (_waits.Remove((tenant, operationId), out var wait))
            {
                wait.Ended.SetResult(finished);
            }
        }
    }

    /// <summary>
    /// Lets those look again who have waited since the last call or longer: of an end that another engine brought about, or
    /// a call whose answer was lost, no one told.
    /// </summary>
    public void Repoll()
    {
        lock (_lock)
        {
            foreach (var (awaited, wait) in _waits)
            {
                if (wait.IsOld)
                {
                    _waits.Remove(awaited);
                    wait.Ended.SetResult(null);
                }

                wait.IsOld = true;
            }
        }
    }

    /// <summary>Wakes everyone, now and from now on.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var wait in _waits.Values)
            {
                wait.Ended.SetResult(null);
            }

            _waits.Clear();
        }
    }

    private sealed class Wait
    {
        // Those who wait go on elsewhere, never under the lock.
        public TaskCompletionSource<Operation?> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Joined { get; set; }

        public bool IsOld { get; set; }
    }
}
