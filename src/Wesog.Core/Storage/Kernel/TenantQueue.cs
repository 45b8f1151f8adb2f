using Wesog.Operations;
using Wesog.Storage.Kernel;

namespace Wesog.Storage;

/// <summary>
/// The unfinished operations of one tenant, in queue order, and its lease, for a store that one process owns. Claims exist only here:
/// after a restart, the operations of a work item are pending again.
/// </summary>
/// <remarks>
/// All members are thread-safe. A store writes first and changes the queue after its commit: an operation is visible to claims, and by
/// <see cref="QueueView"/> to readers, once it is in the queue.
/// </remarks>
/// <param name="clock">The clock for the expiry of leases.</param>
public sealed class TenantQueue(TimeProvider clock)
{
    private static readonly Dictionary<long, DateTimeOffset> None = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<long, QueuedOperation> _all = [];
    private readonly SortedSet<QueuedOperation> _waiting = new(QueueOrder.Instance);
    private List<QueuedOperation> _workItem = [];
    private volatile Dictionary<long, DateTimeOffset> _running = None;
    private TenantLease? _lease;
    private int _reserved;
    private long _newest;
    private long _bytes;

    /// <summary>
    /// The running operations by number, with their start times. Every change creates a new object. Read it before the rows: otherwise a
    /// reader could see an operation return to an earlier state.
    /// </summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Running => _running;

    /// <summary>The highest number that has been in the queue. Read it after the rows.</summary>
    public long Newest => Volatile.Read(ref _newest);

    private bool IsLeased => _lease is { IsAlive: true };

    // Includes operations under an expired lease.
    private int Waiting => _waiting.Count + _reserved + (_workItem.Count == 0 || IsLeased ? 0 : _workItem.Count);

    /// <summary>Adds accepted operations. Those of one transaction must be added by one call, so that they become visible together.</summary>
    public void Add(params ReadOnlySpan<QueuedOperation> operations)
    {
        lock (_lock)
        {
            var newest = _newest;
            foreach (var operation in operations)
            {
                _all.Add(operation.Operation.Id, operation);
                _waiting.Add(operation);
                _bytes += operation.Bytes;
                newest = Math.Max(newest, operation.Operation.Id);
            }

            Volatile.Write(ref _newest, newest);
        }
    }

    /// <summary>Returns the totals of the tenant for an <see cref="Admission"/>: all operations in the queue, also running ones.</summary>
    /// <param name="lastNumber">The last assigned number, which the store keeps.</param>
    public QueueTotals GetTotals(long lastNumber)
    {
        lock (_lock)
        {
            return new(lastNumber, _all.Count, _bytes);
        }
    }

    /// <summary>
    /// Claims the next operations under a new lease: the first one whatever its size, and those after it while the limits allow.
    /// Operations under an expired lease count as waiting.
    /// </summary>
    /// <returns>
    /// The operations; empty if none waits or a lease is alive; null while an operation is reserved, because the result depends on how
    /// that ends.
    /// </returns>
    public IReadOnlyList<QueuedOperation>? Claim(Lease lease, CommitLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_lock)
        {
            if (IsLeased)
            {
                return [];
            }

            if (_reserved > 0)
            {
                return null;
            }

            Requeue();
            if (_waiting.Count == 0)
            {
                return [];
            }

            _workItem = limits.TakeRun(_waiting, next => (ItemsOf(next.Operation), next.Bytes));
            foreach (var operation in _workItem)
            {
                _waiting.Remove(operation);
                operation.IsClaimed = true;
            }

            _lease = new(lease, clock);
            _running = _workItem.ToDictionary(claimed => claimed.Operation.Id, claimed => claimed.Operation.Start(now).StartedAt!.Value);
            return [.. _workItem];
        }
    }

    /// <summary>Takes a lease without operations, for <see cref="CommitRequest.Inline"/>. Returns false if an operation waits or runs.</summary>
    public bool TryLease(Lease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_lock)
        {
            if (Waiting > 0 || IsLeased)
            {
                return false;
            }

            _lease = new(lease, clock);
            return true;
        }
    }

    /// <summary>Checks a lease.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    public void RequireAlive(Lease lease)
    {
        lock (_lock)
        {
            Alive(lease);
        }
    }

    /// <summary>Extends a lease to its full duration from now.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    public void Renew(Lease lease)
    {
        lock (_lock)
        {
            Alive(lease).Renew();
        }
    }

    /// <summary>Ends a lease and requeues the unfinished operations of its work item. Does nothing if the lease is over.</summary>
    /// <returns>Whether an operation waits.</returns>
    /// <exception cref="InvalidOperationException">A commit under the lease has begun and not ended.</exception>
    public bool Release(Lease lease)
    {
        lock (_lock)
        {
            if (_lease is { } current && current.Is(lease))
            {
                if (current.IsCommitting)
                {
                    throw new InvalidOperationException($"A commit of \"{lease.Tenant}\" runs under the lease {lease.FencingToken}. End it first.");
                }

                _lease = null;
                Requeue();
            }

            return Waiting > 0;
        }
    }

    /// <summary>Returns the number of operations to execute.</summary>
    public int CountWaiting()
    {
        lock (_lock)
        {
            return Waiting;
        }
    }

    /// <summary>Keeps a lease alive until <see cref="EndCommit"/>.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="finished">The operations that the commit finishes.</param>
    /// <returns>The operations in the queue, in the order of <paramref name="finished"/>.</returns>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    /// <exception cref="InvalidOperationException">An operation is not, or no longer, part of the work item.</exception>
    public IReadOnlyList<QueuedOperation> BeginCommit(Lease lease, IReadOnlyList<Operation> finished)
    {
        lock (_lock)
        {
            var current = Alive(lease);
            QueuedOperation[] ending = [.. finished.Select(operation => Claimed(operation.Id))];
            current.IsCommitting = true;
            return ending;
        }
    }

    /// <summary>Keeps a lease alive until <see cref="EndCommit"/>, to count a failed attempt of an operation.</summary>
    /// <returns>The operation; null, and nothing has begun, if the lease is over, or if the operation is not part of the work item.</returns>
    public QueuedOperation? TryBeginCommit(Lease lease, long number)
    {
        lock (_lock)
        {
            if (_lease is { } current && current.Is(lease) && _all.TryGetValue(number, out var operation) && operation.IsClaimed)
            {
                current.IsCommitting = true;
                return operation;
            }

            return null;
        }
    }

    /// <summary>Ends the commit that <see cref="BeginCommit"/> or <see cref="TryBeginCommit"/> began.</summary>
    /// <param name="finished">The operations to remove; none if nothing was written.</param>
    public void EndCommit(IReadOnlyList<QueuedOperation> finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        lock (_lock)
        {
            _lease!.IsCommitting = false;
            if (finished.Count > 0)
            {
                foreach (var operation in finished)
                {
                    operation.IsClaimed = false;
                    Remove(operation);
                }

                _workItem.RemoveAll(operation => !operation.IsClaimed);
                _running = _workItem.Count == 0
                    ? None
                    : _workItem.ToDictionary(claimed => claimed.Operation.Id, claimed => _running[claimed.Operation.Id]);
            }
        }
    }

    /// <summary>
    /// Removes operations of the work item from it, and does not hand them out again: the store can neither execute nor end them, because
    /// part of its data is damaged. They stay unfinished, can be cancelled, and wait again after a restart of the process. Does nothing if
    /// the lease is over.
    /// </summary>
    /// <param name="lease">The lease on the work item.</param>
    /// <param name="numbers">The numbers of the operations.</param>
    public void SetAside(Lease lease, IReadOnlyList<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(numbers);
        lock (_lock)
        {
            if (_lease is { } current && current.Is(lease))
            {
                foreach (var lost in _workItem.Where(operation => numbers.Contains(operation.Operation.Id)))
                {
                    (lost.IsClaimed, lost.IsSetAside) = (false, true);
                }

                _workItem.RemoveAll(operation => operation.IsSetAside);
                _running = _workItem.ToDictionary(claimed => claimed.Operation.Id, claimed => _running[claimed.Operation.Id]);
            }
        }
    }

    /// <summary>Reserves a waiting operation, so that it cannot be claimed, until <see cref="EndReservation"/>.</summary>
    /// <param name="number">The number of the operation.</param>
    /// <param name="running">The operation as running, if it is claimed; otherwise null.</param>
    /// <returns>The operation; null if it does not wait.</returns>
    public QueuedOperation? TryReserve(long number, out Operation? running)
    {
        lock (_lock)
        {
            running = null;
            if (!_all.TryGetValue(number, out var operation) || !(operation.IsSetAside || _waiting.Remove(operation)))
            {
                running = operation is not null && _running.TryGetValue(number, out var startedAt) ? operation.Operation.Start(startedAt) : null;
                return null;
            }

            operation.IsSetAside = false;
            _reserved++;
            return operation;
        }
    }

    /// <summary>Ends a reservation.</summary>
    /// <param name="reserved">The operation.</param>
    /// <param name="finished">Whether it finished and leaves the queue; otherwise it waits again.</param>
    public void EndReservation(QueuedOperation reserved, bool finished)
    {
        ArgumentNullException.ThrowIfNull(reserved);
        lock (_lock)
        {
            _reserved--;
            if (finished)
            {
                Remove(reserved);
            }
            else
            {
                _waiting.Add(reserved);
            }
        }
    }

    // A damaged operation has no known items, but is no edit by query.
    private static int ItemsOf(Operation operation) => operation.Query is null ? Math.Max(operation.Total, 1) : 0;

    private void Remove(QueuedOperation finished)
    {
        _all.Remove(finished.Operation.Id);
        _bytes -= finished.Bytes;
    }

    private void Requeue()
    {
        foreach (var operation in _workItem)
        {
            operation.IsClaimed = false;
            _waiting.Add(operation);
        }

        _workItem = [];
        _running = None;
    }

    private TenantLease Alive(Lease lease) =>
        _lease is { } current && current.Is(lease) ? current : throw new LeaseLostException(lease);

    private QueuedOperation Claimed(long number) =>
        _all.TryGetValue(number, out var operation) && operation.IsClaimed
            ? operation
            : throw new InvalidOperationException($"Operation {number} is not part of this work item, or it is finished already.");
}
