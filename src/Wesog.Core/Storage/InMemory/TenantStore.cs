using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>
/// The data of one tenant. Readers use <see cref="Current"/> without a lock. Writers hold the lock to validate and to replace the
/// snapshot, never while a plan runs.
/// </summary>
internal sealed class TenantStore(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly TenantQueue _queue = new();
    private readonly FinishedOperations _finished = new();
    private readonly Dictionary<string, BoundKey> _keys = new(StringComparer.Ordinal);
    private List<UnfinishedOperation> _workItem = [];
    private volatile TenantSnapshot _current = TenantSnapshot.Empty;
    private TurnLease? _lease;
    private long _lastFencingToken;
    private long _lastNumber;

    public TenantSnapshot Current => _current;

    // Operations under an expired lease count as waiting.
    private bool TurnIsHeld => _lease is { IsAlive: true };

    public EnqueueResult Enqueue(NewOperation newOperation, QueueLimits bounds)
    {
        var bytes = UnfinishedOperation.Measure(newOperation.Payload);
        lock (_lock)
        {
            if (Refusal(newOperation, bytes, bounds) is { } refusal)
            {
                return refusal;
            }

            var operation = Number(newOperation, newOperation.Operation);
            _queue.Add(new(operation.Id, newOperation, bytes));
            Show(_current.Operations.Append(operation));
            return new EnqueueResult.Accepted(operation);
        }
    }

    public Operation[]? TryAcceptAndRun(IReadOnlyList<NewOperation> newOperations, QueueLimits bounds, LeaseOptions terms, CommitDecision plan)
    {
        if (!TryReserve(terms, out var lease, out var before))
        {
            return null;
        }

        try
        {
            return TryCommit(newOperations, bounds, lease, PlannedCommit.Make(before.Images, plan));
        }
        catch (Exception)
        {
            // The operations will be enqueued and fail again in a worker, which counts the attempts.
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

            _workItem = _queue.ClaimRun(bounds);
            _lease = new(++_lastFencingToken, terms.Duration, clock);
            var claimed = new ClaimedOperation[_workItem.Count];
            var edits = new OperationEdit[_workItem.Count];
            for (var i = 0; i < _workItem.Count; i++)
            {
                var operation = _current.Operations.Find(_workItem[i].Number)!.Start(now);
                claimed[i] = new(operation, _workItem[i].Work, _workItem[i].Attempts);
                edits[i] = new(operation.Id, operation);
            }

            Show(_current.Operations.With(edits));
            return new(new(tenant, terms, _lastFencingToken), claimed);
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

    // Creates a lease without operations if none waits or runs.
    private bool TryReserve(LeaseOptions terms, out TurnLease lease, out TenantSnapshot before)
    {
        lock (_lock)
        {
            before = _current;
            lease = new(_lastFencingToken + 1, terms.Duration, clock);
            if (TurnIsHeld || Backlog() > 0)
            {
                return false;
            }

            _lastFencingToken++;
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

    // Returns null if the lease is over, or if another operation was accepted meanwhile: it has the lower number and must run first.
    private Operation[]? TryCommit(
        IReadOnlyList<NewOperation> newOperations, QueueLimits bounds, TurnLease lease, PlannedCommit planned)
    {
        lock (_lock)
        {
            if (_lease != lease || !lease.IsAlive || _queue.Waiting > 0
                || newOperations.Any(newOperation => Refusal(newOperation, UnfinishedOperation.Measure(newOperation.Payload), bounds) is not null))
            {
                return null;
            }

            var operations = _current.Operations;
            var finished = new Operation[newOperations.Count];
            for (var i = 0; i < finished.Length; i++)
            {
                finished[i] = Number(newOperations[i], planned.Finished[i]);
                _finished.Add(finished[i].Id, newOperations[i].Key?.Key, finished[i].FinishedAt!.Value);
                operations = operations.Append(finished[i]);
            }

            _current = new(planned.Images, operations);
            return finished;
        }
    }

    private EnqueueResult? Refusal(NewOperation newOperation, long bytes, QueueLimits bounds)
    {
        if (newOperation.Key is { } key && _keys.TryGetValue(key.Key, out var bound))
        {
            return new EnqueueResult.Duplicate(_current.Operations.Find(bound.Number)!, bound.Fingerprint);
        }

        return _queue.Admits(bytes, bounds) ? null : new EnqueueResult.Full();
    }

    private Operation Number(NewOperation newOperation, Operation operation)
    {
        operation = operation with { Id = ++_lastNumber };
        if (newOperation.Key is { } binding)
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

    // Returns false if another transaction, under the same lease, has changed the images.
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

            // Everything that can fail happens before the first change.
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
        var left = _workItem.FindAll(operation => operation.Claimed);
        _workItem = [];
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
