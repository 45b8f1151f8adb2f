using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>
/// All of one tenant. Readers take <see cref="Current"/> and no lock; writers hold the lock only to decide and to put
/// the next snapshot in its place, never while a plan runs.
/// </summary>
internal sealed class TenantStore(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly TenantQueue _queue = new();
    private readonly FinishedOperations _finished = new();
    private readonly Dictionary<string, BoundKey> _keys = new(StringComparer.Ordinal);
    private List<UnfinishedOperation> _turn = [];
    private volatile TenantSnapshot _current = TenantSnapshot.Empty;
    private TurnLease? _lease;
    private long _lastFence;
    private long _lastNumber;

    public TenantSnapshot Current => _current;

    // Operations of a dead lease's turn wait as those that no one has claimed do.
    private bool TurnIsHeld => _lease is { IsAlive: true };

    public EnqueueResult Enqueue(NewOperation draft, QueueLimits bounds)
    {
        var bytes = UnfinishedOperation.Measure(draft.Work);
        lock (_lock)
        {
            if (Refusal(draft, bytes, bounds) is { } refusal)
            {
                return refusal;
            }

            var operation = Number(draft, draft.Operation);
            _queue.Add(new(operation.Id, draft, bytes));
            Show(_current.Operations.Append(operation));
            return new EnqueueResult.Accepted(operation);
        }
    }

    public Operation[]? TryAcceptAndRun(IReadOnlyList<NewOperation> drafts, QueueLimits bounds, LeaseOptions terms, CommitDecision plan)
    {
        if (!TryReserve(terms, out var lease, out var before))
        {
            return null;
        }

        try
        {
            return TryCommit(drafts, bounds, lease, PlannedCommit.Make(before.Images, plan));
        }
        catch (Exception)
        {
            // From the queue they fail again, for the worker that claims them, which counts their attempts.
            return null;
        }
        finally
        {
            Unreserve(lease);
        }
    }

    public CancelResult Cancel(long number, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_current.Operations.Find(number) is not { } operation)
            {
                return CancelResult.NotFound;
            }

            if (operation.State != OperationState.Pending)
            {
                return CancelResult.Unchanged(operation);
            }

            var canceled = operation.Cancel(now);
            Finish(canceled);
            Show(_current.Operations.With(new OperationEdit(number, canceled)));
            return CancelResult.Canceled(canceled);
        }
    }

    public WorkItem? Claim(string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (TurnIsHeld)
            {
                return null;
            }

            ReturnTurn();
            if (_queue.Waiting == 0)
            {
                return null;
            }

            _turn = _queue.ClaimRun(bounds);
            _lease = new(++_lastFence, terms.Duration, clock);
            var claimed = new ClaimedOperation[_turn.Count];
            var edits = new OperationEdit[_turn.Count];
            for (var i = 0; i < _turn.Count; i++)
            {
                var operation = _current.Operations.Find(_turn[i].Number)!.Start(now);
                claimed[i] = new(operation, _turn[i].Work, _turn[i].Attempts);
                edits[i] = new(operation.Id, operation);
            }

            Show(_current.Operations.With(edits));
            return new(new(tenant, terms, _lastFence), claimed);
        }
    }

    public void Transact(Lease lease, CommitDecision plan, CancellationToken cancellationToken)
    {
        TenantSnapshot before;
        PlannedCommit planned;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            before = CurrentUnder(lease);
            planned = PlannedCommit.Make(before.Images, plan);
        }
        while (!TryCommit(lease, before, planned.Images, planned.Finished));
    }

    public int RecordFailure(Lease lease, long number)
    {
        lock (_lock)
        {
            RequireAlive(lease);
            return ++_queue.OfTurn(number).Attempts;
        }
    }

    public void Renew(Lease lease)
    {
        lock (_lock)
        {
            RequireAlive(lease).Renew();
        }
    }

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

    public int RemoveExpired(RetentionPolicy policy, int most)
    {
        lock (_lock)
        {
            var edits = new List<OperationEdit>();
            while (edits.Count < most && _finished.TryTakeExpired(policy, out var number, out var key))
            {
                edits.Add(new(number, null));
                if (key is not null)
                {
                    _keys.Remove(key);
                }
            }

            if (edits.Count > 0)
            {
                Show(_current.Operations.With([.. edits]));
            }

            return edits.Count;
        }
    }

    // Takes the turn with no operation in it, where nothing waits or runs.
    private bool TryReserve(LeaseOptions terms, out TurnLease lease, out TenantSnapshot before)
    {
        lock (_lock)
        {
            before = _current;
            lease = new(_lastFence + 1, terms.Duration, clock);
            if (TurnIsHeld || Backlog() > 0)
            {
                return false;
            }

            _lastFence++;
            _lease = lease;
            return true;
        }
    }

    private void Unreserve(TurnLease lease)
    {
        lock (_lock)
        {
            if (_lease == lease)
            {
                _lease = null;
            }
        }
    }

    // Null where the turn is over, or an operation was accepted meanwhile: that one has the lower number, and goes first.
    private Operation[]? TryCommit(
        IReadOnlyList<NewOperation> drafts, QueueLimits bounds, TurnLease lease, PlannedCommit planned)
    {
        lock (_lock)
        {
            if (_lease != lease || !lease.IsAlive || _queue.Waiting > 0
                || drafts.Any(draft => Refusal(draft, UnfinishedOperation.Measure(draft.Work), bounds) is not null))
            {
                return null;
            }

            var operations = _current.Operations;
            var finished = new Operation[drafts.Count];
            for (var i = 0; i < finished.Length; i++)
            {
                finished[i] = Number(drafts[i], planned.Finished[i]);
                _finished.Add(finished[i].Id, drafts[i].Key?.Key, finished[i].FinishedAt!.Value);
                operations = operations.Append(finished[i]);
            }

            _current = new(planned.Images, operations);
            return finished;
        }
    }

    private EnqueueResult? Refusal(NewOperation draft, long bytes, QueueLimits bounds)
    {
        if (draft.Key is { } key && _keys.TryGetValue(key.Key, out var bound))
        {
            return new EnqueueResult.Duplicate(_current.Operations.Find(bound.Number)!, bound.Fingerprint);
        }

        return _queue.Admits(bytes, bounds) ? null : new EnqueueResult.Full();
    }

    private Operation Number(NewOperation draft, Operation operation)
    {
        operation = operation with { Id = ++_lastNumber };
        if (draft.Key is { } binding)
        {
            _keys.Add(binding.Key, new(operation.Id, binding.Fingerprint));
        }

        return operation;
    }

    private TenantSnapshot CurrentUnder(Lease lease)
    {
        lock (_lock)
        {
            RequireAlive(lease);
            return _current;
        }
    }

    // False where another transaction has changed images since: only one under the same lease can have.
    private bool TryCommit(
        Lease lease, TenantSnapshot before, ImageTree images, IReadOnlyList<Operation> finished)
    {
        lock (_lock)
        {
            RequireAlive(lease);
            if (!ReferenceEquals(_current.Images, before.Images))
            {
                return false;
            }

            // All that can fail comes before anything changes.
            var operations = _current.Operations.With([.. finished.Select(Final)]);
            foreach (var operation in finished)
            {
                Finish(operation);
            }

            _current = new(images, operations);
            return true;
        }
    }

    private OperationEdit Final(Operation operation)
    {
        _queue.OfTurn(operation.Id);
        return operation.IsFinished
            ? new(operation.Id, operation)
            : throw new InvalidOperationException($"Operation {operation.Id} is {operation.State}; a transaction finishes it.");
    }

    private void Finish(Operation operation) =>
        _finished.Add(operation.Id, _queue.Remove(operation.Id).Key, operation.FinishedAt!.Value);

    private void ReturnTurn()
    {
        var left = _turn.FindAll(operation => operation.Claimed);
        _turn = [];
        if (left.Count == 0)
        {
            return;
        }

        left.ForEach(_queue.Return);
        Show(_current.Operations.With(
            [.. left.Select(operation => new OperationEdit(
                operation.Number, _current.Operations.Find(operation.Number)!.Requeue()))]));
    }

    private TurnLease RequireAlive(Lease lease) =>
        _lease?.FencingToken == lease.FencingToken && _lease.IsAlive ? _lease : throw new LeaseLostException(lease);

    private int Backlog() => _queue.Waiting + (TurnIsHeld ? 0 : _queue.Claimed);

    private void Show(OperationLog operations) => _current = _current with { Operations = operations };
}
