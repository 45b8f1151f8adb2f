using System.Runtime.InteropServices;
using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>
/// The data of one tenant. Readers use the current snapshot without a lock. Writers hold the lock to replace the snapshot, never while a
/// decision runs.
/// </summary>
internal sealed class TenantStore(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly TenantQueue _queue = new(clock);
    private readonly FinishedOperations _finished = new();
    private readonly Dictionary<string, (long Number, ReadOnlyMemory<byte> Fingerprint)> _keys = new(StringComparer.Ordinal);
    private volatile TenantSnapshot _current = TenantSnapshot.Empty;
    private long _lastNumber;
    private long _lastFencingToken;

    public TenantSnapshot Current => _current;

    public TenantQueue Queue => _queue;

    public Operation? FindOperation(long number)
    {
        var running = _queue.Running;
        return _current.Operations.Find(number) is { } stored ? new QueueView(running, _queue.Newest).Project(stored) : null;
    }

    public IReadOnlyList<Operation> ListOperations(OperationQuery query)
    {
        while (true)
        {
            var running = _queue.Running;
            var snapshot = _current;
            var view = new QueueView(running, _queue.Newest);
            if (ReferenceEquals(running, _queue.Running))
            {
                return snapshot.ListOperations(query, view);
            }
        }
    }

    public EnqueueResult[] Enqueue(IReadOnlyList<NewOperation> operations, QueueLimits limits)
    {
        var results = new EnqueueResult[operations.Count];
        lock (_lock)
        {
            var admission = new Admission(_queue.GetTotals(_lastNumber), limits);
            var log = _current.Operations;
            var queued = new List<QueuedOperation>(results.Length);
            for (var i = 0; i < results.Length; i++)
            {
                var (operation, before) = (operations[i], admission.Totals.Bytes);
                results[i] = admission.Admit(operation, FindBound(operation));
                if (results[i] is EnqueueResult.Accepted accepted)
                {
                    log = log.Append(accepted.Operation);
                    queued.Add(new(accepted.Operation, admission.Totals.Bytes - before) { Key = operation.Key?.Key, Payload = operation.Payload });
                }
            }

            _lastNumber = admission.Totals.LastNumber;
            _current = _current with { Operations = log };
            for (var i = 0; i < results.Length; i++)
            {
                if (results[i] is EnqueueResult.Accepted accepted)
                {
                    Bind(operations[i].Key, accepted.Operation.Id);
                }
            }

            _queue.Add(CollectionsMarshal.AsSpan(queued));
        }

        return results;
    }

    public CancelResult Cancel(long number, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (FindOperation(number) is not { } operation)
            {
                return CancelResult.NotFound;
            }

            if (_queue.TryReserve(number, out var running) is not { } reserved)
            {
                return CancelResult.Unchanged(running ?? operation);
            }

            var isCanceled = false;
            try
            {
                var canceled = reserved.Operation.Cancel(now);
                _current = _current with { Operations = _current.Operations.With(new OperationEdit(canceled.Id, canceled)) };
                isCanceled = true;
                _finished.Add(canceled.Id, reserved.Key, canceled.FinishedAt!.Value);
                return CancelResult.Canceled(canceled);
            }
            finally
            {
                _queue.EndReservation(reserved, isCanceled);
            }
        }
    }

    public WorkItem? Claim(string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now)
    {
        // A cancellation ends its reservation under the same lock.
        lock (_lock)
        {
            var lease = new Lease(tenant, leaseOptions, Interlocked.Increment(ref _lastFencingToken));
            return _queue.Claim(lease, limits, now) is { Count: > 0 } claimed
                ? new(lease, [.. claimed.Select(operation => new ClaimedOperation.Intact(operation.Operation.Start(now), operation.Payload!, operation.Attempts))])
                : null;
        }
    }

    public CommitResult Commit(CommitRequest request, CancellationToken cancellationToken)
    {
        if (request is not CommitRequest.Inline inline)
        {
            return Commit(request, ((CommitRequest.Claimed)request).Lease, cancellationToken);
        }

        var lease = new Lease(inline.Tenant, inline.LeaseOptions, Interlocked.Increment(ref _lastFencingToken));
        if (!inline.IsWithinLimits())
        {
            return new CommitResult.Refused();
        }

        if (!_queue.TryLease(lease))
        {
            return new CommitResult.Busy();
        }

        try
        {
            return Commit(request, lease, cancellationToken);
        }
        catch (LeaseLostException)
        {
            return new CommitResult.Busy();
        }
        finally
        {
            _queue.Release(lease);
        }
    }

    public bool Release(Lease lease, long? failedOperation)
    {
        lock (_lock)
        {
            if (failedOperation is { } number && _queue.TryBeginCommit(lease, number) is { } failed)
            {
                failed.Attempts++;
                _queue.EndCommit([]);
            }

            return _queue.Release(lease);
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

            _current = _current with { Operations = _current.Operations.With([.. edits]) };
            return edits.Count;
        }
    }

    private static (ImageTree Images, CommitPlan Plan) Plan(ImageTree before, CommitRequest request)
    {
        if (request.TryPlanAbsent() is { } absent)
        {
            var added = before.With(absent.SortWrites());
            if (added.Count == before.Count + absent.Writes.Count)
            {
                return (added, absent);
            }
        }

        var plan = request.Plan(before.Find);
        return (before.With(plan.SortWrites()), plan);
    }

    private CommitResult Commit(CommitRequest request, Lease lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (request is CommitRequest.Claimed)
            {
                _queue.RequireAlive(lease);
            }

            var before = _current.Images;
            var (images, plan) = Plan(before, request);
            lock (_lock)
            {
                // Another transaction under the same lease may have changed the images.
                if (ReferenceEquals(before, _current.Images))
                {
                    return request is CommitRequest.Inline inline
                        ? Accept(inline, lease, images, plan)
                        : Finish(request, lease, images, plan);
                }
            }
        }
    }

    private CommitResult.Committed Finish(CommitRequest request, Lease lease, ImageTree images, CommitPlan plan)
    {
        var ending = _queue.BeginCommit(lease, plan.Finished);
        IReadOnlyList<QueuedOperation> ended = [];
        try
        {
            var finished = request.Finish(plan);
            _current = new(images, _current.Operations.With([.. finished.Select(operation => new OperationEdit(operation.Id, operation))]));
            ended = ending;
            for (var i = 0; i < ending.Count; i++)
            {
                _finished.Add(finished[i].Id, ending[i].Key, finished[i].FinishedAt!.Value);
            }

            return new(finished);
        }
        finally
        {
            // Otherwise the lease could neither end nor expire.
            _queue.EndCommit(ended);
        }
    }

    private CommitResult Accept(CommitRequest.Inline request, Lease lease, ImageTree images, CommitPlan plan)
    {
        // An operation that was accepted meanwhile has the lower number and must run first.
        if (_queue.CountWaiting() > 0)
        {
            return new CommitResult.Busy();
        }

        if (request.Operations.Any(operation => FindBound(operation) is not null))
        {
            return new CommitResult.Refused();
        }

        _queue.RequireAlive(lease);
        var log = _current.Operations;
        var finished = request.Finish(plan, _lastNumber);
        _lastNumber += finished.Count;
        for (var i = 0; i < finished.Count; i++)
        {
            Bind(request.Operations[i].Key, finished[i].Id);
            _finished.Add(finished[i].Id, request.Operations[i].Key?.Key, finished[i].FinishedAt!.Value);
            log = log.Append(finished[i]);
        }

        _current = new(images, log);
        return new CommitResult.Committed(finished);
    }

    private EnqueueResult.Duplicate? FindBound(NewOperation operation) =>
        operation.Key is { } key && _keys.TryGetValue(key.Key, out var bound)
            ? new(FindOperation(bound.Number)!, bound.Fingerprint)
            : null;

    private void Bind(IdempotencyBinding? key, long number)
    {
        if (key is not null)
        {
            _keys.Add(key.Key, (number, key.Fingerprint));
        }
    }
}
