using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>
/// Holds a tenant's committed unfinished operations and their claims. Claims exist only in memory: one process owns the
/// file, and after a restart its claimed operations are pending again.
/// </summary>
internal sealed class TenantQueue(long row, TimeProvider clock) : IDisposable
{
    private static readonly Dictionary<long, DateTimeOffset> None = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<long, UnfinishedOperation> _all = [];
    private readonly SortedSet<UnfinishedOperation> _waiting = new(QueueOrder.Instance);
    private List<UnfinishedOperation> _turn = [];
    private volatile Dictionary<long, DateTimeOffset> _running = None;
    private TurnLease? _lease;
    private int _takenOut;
    private long _newest;

    /// <summary>The tenant's row id.</summary>
    public long Row { get; } = row;

    /// <summary>
    /// The claimed operations by number, with their start times. Every change creates a new object. Callers that merge it
    /// with rows must read it before the rows; otherwise a reader could see an operation return to an earlier state.
    /// </summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Running => _running;

    /// <summary>
    /// The highest number that has entered the queue. A row commits shortly before its operation enters the queue. Until
    /// then readers must not see it, because it cannot be claimed.
    /// </summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>Serializes the transactions that read and write the tenant's images.</summary>
    public SemaphoreSlim Transacting { get; } = new(1, 1);

    private bool TurnIsHeld => _lease is { IsAlive: true };

    public void Add(UnfinishedOperation operation)
    {
        lock (_lock)
        {
            _all.Add(operation.Number, operation);
            _waiting.Add(operation);
            Volatile.Write(ref _newest, Math.Max(_newest, operation.Number));
        }
    }

    /// <summary>Claims operations under a new lease. Returns an empty list if none is pending or a lease is alive.</summary>
    /// <returns>Null while an operation is reserved, because the claimable operations depend on how it resolves.</returns>
    public IReadOnlyList<UnfinishedOperation>? Claim(long fencingToken, TimeSpan duration, CommitLimits bounds, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (TurnIsHeld)
            {
                return [];
            }

            if (_takenOut > 0)
            {
                return null;
            }

            ReturnTurn();
            if (_waiting.Count == 0)
            {
                return [];
            }

            _turn = TakeRun(bounds);
            _lease = new(fencingToken, duration, clock);
            ShowRunning(_turn.ToDictionary(taken => taken.Number, taken => taken.Operation.Start(now).StartedAt!.Value));
            return [.. _turn];
        }
    }

    /// <summary>Takes the lease without claiming operations, for inline execution.</summary>
    /// <returns>True if no operation is pending or running.</returns>
    public bool TryReserve(Lease lease)
    {
        lock (_lock)
        {
            if (TurnIsHeld || Backlog() > 0)
            {
                return false;
            }

            _lease = new(lease.FencingToken, lease.Options.Duration, clock);
            return true;
        }
    }

    public void RequireAlive(Lease lease)
    {
        lock (_lock)
        {
            Alive(lease);
        }
    }

    public void Renew(Lease lease)
    {
        lock (_lock)
        {
            Alive(lease).Renew();
        }
    }

    /// <returns>True if the tenant has pending operations.</returns>
    public bool Release(Lease lease)
    {
        lock (_lock)
        {
            if (_lease?.FencingToken == lease.FencingToken && _lease.IsAlive)
            {
                _lease = null;
                ReturnTurn();
            }

            return Backlog() > 0;
        }
    }

    public int CountBacklog()
    {
        lock (_lock)
        {
            return Backlog();
        }
    }

    /// <summary>Returns an operation of the lease's work item.</summary>
    public UnfinishedOperation OfTurn(Lease lease, long number)
    {
        lock (_lock)
        {
            Alive(lease);
            return OfTurn(number);
        }
    }

    /// <summary>Keeps the lease alive until <see cref="EndCommit"/>. Returns the operations that the commit finishes.</summary>
    public IReadOnlyList<UnfinishedOperation> BeginCommit(Lease lease, IReadOnlyList<Operation> finished)
    {
        lock (_lock)
        {
            var alive = Alive(lease);
            UnfinishedOperation[] ending = [.. finished.Select(operation => OfTurn(operation.Id))];
            alive.IsCommitting = true;
            return ending;
        }
    }

    /// <summary>Ends the commit that <see cref="BeginCommit"/> started, and removes the finished operations.</summary>
    public void EndCommit(IReadOnlyList<UnfinishedOperation> finished)
    {
        lock (_lock)
        {
            _lease!.IsCommitting = false;
            foreach (var operation in finished)
            {
                operation.Claimed = false;
                _all.Remove(operation.Number);
            }

            _turn.RemoveAll(operation => !operation.Claimed);
            ShowRunning(_running.Where(running => _all.ContainsKey(running.Key)).ToDictionary());
        }
    }

    /// <summary>Reserves a pending operation so that it cannot be claimed, or returns when it started.</summary>
    public (UnfinishedOperation? TakenOut, DateTimeOffset? StartedAt) TakeOut(long number)
    {
        lock (_lock)
        {
            if (_all.TryGetValue(number, out var operation) && _waiting.Remove(operation))
            {
                _takenOut++;
                return (operation, null);
            }

            return (null, _running.TryGetValue(number, out var startedAt) ? startedAt : null);
        }
    }

    /// <summary>Returns a reserved operation to the queue, or removes it if it is finished.</summary>
    public void Settle(UnfinishedOperation takenOut, bool finished)
    {
        lock (_lock)
        {
            _takenOut--;
            if (finished)
            {
                _all.Remove(takenOut.Number);
            }
            else
            {
                _waiting.Add(takenOut);
            }
        }
    }

    public void Dispose() => Transacting.Dispose();

    // Always takes the first operation, then further ones within the limits.
    private List<UnfinishedOperation> TakeRun(CommitLimits bounds)
    {
        var run = bounds.TakeRun(_waiting, next => (next.Operation.Total, next.Bytes));
        foreach (var operation in run)
        {
            _waiting.Remove(operation);
            operation.Claimed = true;
        }

        return run;
    }

    private void ReturnTurn()
    {
        foreach (var operation in _turn)
        {
            operation.Claimed = false;
            _waiting.Add(operation);
        }

        _turn = [];
        ShowRunning(None);
    }

    private TurnLease Alive(Lease lease) =>
        _lease?.FencingToken == lease.FencingToken && _lease.IsAlive ? _lease : throw new LeaseLostException(lease);

    private UnfinishedOperation OfTurn(long number) =>
        _all.TryGetValue(number, out var operation) && operation.Claimed
            ? operation
            : throw new InvalidOperationException($"Operation {number} is not of this turn, or it is finished already.");

    private int Backlog() => _waiting.Count + _takenOut + (TurnIsHeld ? 0 : _turn.Count);

    private void ShowRunning(Dictionary<long, DateTimeOffset> running) => _running = running;
}
