namespace Wesog.Queueing;

/// <summary>
/// Selects the next tenant by deficit round robin. Each round adds a quantum of items to a waiting tenant's balance; a tenant is
/// served while its balance is positive. An operation may exceed the balance and make it negative; later quanta restore it. The
/// scheduler therefore needs no read of the queue to learn the size of the next operation.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Queue". A tenant that is being served is not in the ring, so only one of its work items runs at a time.</remarks>
/// <param name="quantum">The items that each round adds to a balance.</param>
/// <param name="places">The number of tenants that are served concurrently.</param>
/// <param name="threads">Where the continuations of <see cref="TakeAsync"/> run.</param>
internal sealed class TenantScheduler(int quantum, int places, EngineThreads threads) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly DeficitCounters _counters = new(quantum);
    private readonly LinkedList<DeficitCounter> _ring = [];
    private readonly TaskCompletionSource<bool> _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _served;
    private bool _closed;
    private bool _disposed;

    /// <summary>Reports that a tenant has work. Idempotent.</summary>
    public void Signal(string tenant)
    {
        lock (_lock)
        {
            var counter = _counters.Open(tenant);
            counter.Signalled = true;
            if (counter.State == TenantState.Idle)
            {
                Join(counter, first: false);
            }
        }
    }

    /// <summary>Waits for the next tenant and takes it out of the ring.</summary>
    /// <param name="cancellationToken">Cancellation is permanent. An abandoned wait may still consume a permit.</param>
    public async Task<TenantGrant> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waited = _waiting.WaitAsync(Timeout.Infinite, CancellationToken.None);
        await threads.FollowAsync(waited).WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            return Next();
        }
    }

    /// <summary>
    /// Grants a tenant immediately if it is idle, no tenant waits, and a place is free. Fairness is kept, because no other
    /// tenant is waiting.
    /// </summary>
    public bool TryTake(string tenant, out TenantGrant grant)
    {
        lock (_lock)
        {
            grant = new(tenant, int.MaxValue, IsUnopposed: true);
            if (_closed || _ring.Count > 0 || _served >= places)
            {
                return false;
            }

            var counter = _counters.Open(tenant);
            if (counter.State != TenantState.Idle)
            {
                return false;
            }

            Serve(counter);
            return true;
        }
    }

    /// <summary>Stops <see cref="TryTake"/> from granting tenants.</summary>
    /// <returns>Completes when no tenant is being served.</returns>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            EndIfEmptied();
            return threads.FollowAsync(_drained.Task);
        }
    }

    /// <summary>Ends a grant: charges the served items and queues the tenant again if it has more work.</summary>
    public void Return(TenantGrant grant, int items, bool hasMore)
    {
        lock (_lock)
        {
            _served--;
            EndIfEmptied();

            // Items served while no other tenant waited never make the balance negative.
            var counter = _counters.Open(grant.Tenant);
            counter.Balance -= grant.IsUnopposed ? Math.Min(items, counter.Balance) : items;
            if (hasMore || counter.Signalled)
            {
                Join(counter, first: counter.Balance > 0);
            }
            else
            {
                _counters.Close(counter);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _waiting.Dispose();
        }
    }

    private void Join(DeficitCounter counter, bool first)
    {
        counter.State = TenantState.Waiting;
        if (first)
        {
            _ring.AddFirst(counter);
        }
        else
        {
            _ring.AddLast(counter);
        }

        // A submission that outlives the engine still signals its tenant.
        if (!_disposed)
        {
            _waiting.Release();
        }
    }

    private void Serve(DeficitCounter counter)
    {
        counter.State = TenantState.Served;
        counter.Signalled = false;
        _served++;
    }

    private void EndIfEmptied()
    {
        if (_closed && _served == 0)
        {
            _drained.TrySetResult(true);
        }
    }

    private TenantGrant Next()
    {
        while (true)
        {
            var node = _ring.First!;
            var counter = node.Value;
            _ring.RemoveFirst();
            if (counter.Balance <= 0)
            {
                _counters.AddQuantum(counter);
            }

            if (counter.Balance > 0)
            {
                Serve(counter);
                var isUnopposed = _ring.Count == 0;
                return new(counter.Tenant, isUnopposed ? int.MaxValue : (int)counter.Balance, isUnopposed);
            }

            _ring.AddLast(node);
        }
    }
}
