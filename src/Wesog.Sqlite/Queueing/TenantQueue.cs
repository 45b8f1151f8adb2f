using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>
/// A tenant's unfinished operations, as they are committed, and who has claimed them. Claims are nowhere else: one
/// process owns the file, and what it had claimed waits again when it has gone.
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

    /// <summary>The tenant's row.</summary>
    public long Row { get; } = row;

    /// <summary>
    /// The claimed operations, by number, and when they started: another object after every change. Whoever merges it
    /// with rows takes it before the rows are read: then no operation is seen to go back.
    /// </summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Running => _running;

    /// <summary>
    /// The highest number that was ever here. A row is committed a moment before its operation is here: until then no one is
    /// to see it, as no one can claim it.
    /// </summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>Held by the one transaction that reads and writes the tenant's images.</summary>
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

    /// <summary>Takes a run of operations under a new lease; none where none waits or a living lease holds the turn.</summary>
    /// <returns>Null while one is taken out: what the run is depends on how that is settled.</returns>
    public IReadOnlyList<UnfinishedOperation>? Claim(long fence, TimeSpan duration, CommitLimits bounds, DateTimeOffset now)
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
            _lease = new(fence, duration, clock);
            ShowRunning(_turn.ToDictionary(taken => taken.Number, taken => taken.Operation.Start(now).StartedAt!.Value));
            return [.. _turn];
        }
    }

    /// <summary>Takes the turn with no operation in it.</summary>
    /// <returns>Whether nothing waits or runs.</returns>
    public bool TryReserve(Lease lease)
    {
        lock (_lock)
        {
            if (TurnIsHeld || Backlog() > 0)
            {
                return false;
            }

            _lease = new(lease.FencingToken, lease.Terms.Duration, clock);
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

    /// <returns>Whether the tenant has operations waiting.</returns>
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

    /// <summary>An operation of the lease's turn.</summary>
    public UnfinishedOperation OfTurn(Lease lease, long number)
    {
        lock (_lock)
        {
            Alive(lease);
            return OfTurn(number);
        }
    }

    /// <summary>Keeps the lease alive until <see cref="EndCommit"/>, and tells of the operations that are to be finished.</summary>
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

    /// <summary>Ends what <see cref="BeginCommit"/> began; where it was committed the operations are finished.</summary>
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

    /// <summary>Takes an operation out that waits, so that no one claims it; or tells when it started.</summary>
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

    /// <summary>Puts back what was taken out, or forgets it where it is finished.</summary>
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

    // The first however large it is, and its neighbours as far as the bounds allow.
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
