namespace Wesog.Queueing;

/// <summary>
/// Whose turn is next: deficit round robin. Each waiting tenant is visited in turn and gets a quantum of items a visit;
/// it is served while its balance is above zero. An operation larger than the balance is served all the same and leaves
/// a debt, which later visits pay off: so no look into the queue is needed to know the size of what comes next.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Queue". A tenant that is being served is not in the ring: its operations run one at a time.</remarks>
/// <param name="quantum">How many items a visit is good for.</param>
/// <param name="places">How many tenants are served at once.</param>
/// <param name="threads">Where those who took a tenant go on.</param>
internal sealed class TenantScheduler(int quantum, int places, EngineThreads threads) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly DeficitCounters _accounts = new(quantum);
    private readonly LinkedList<DeficitCounter> _ring = [];
    private readonly TaskCompletionSource<bool> _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _served;
    private bool _closed;

    /// <summary>A tenant has work. Telling it twice is telling it once.</summary>
    public void Signal(string tenant)
    {
        lock (_lock)
        {
            var account = _accounts.Open(tenant);
            account.Signalled = true;
            if (account.Standing == TenantState.Idle)
            {
                Join(account, first: false);
            }
        }
    }

    /// <summary>Takes the next tenant out of the ring, as soon as there is one.</summary>
    /// <param name="cancellationToken">Ends the taking for good: one who gave up may still use up a tenant's coming.</param>
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
    /// Takes a tenant out of turn, as if it had been signalled and taken at once: where it is idle, no one waits, and a
    /// place is free. No one is worse off for that.
    /// </summary>
    public bool TryTake(string tenant, out TenantGrant visit)
    {
        lock (_lock)
        {
            visit = new(tenant, int.MaxValue, IsUnopposed: true);
            if (_closed || _ring.Count > 0 || _served >= places)
            {
                return false;
            }

            var account = _accounts.Open(tenant);
            if (account.Standing != TenantState.Idle)
            {
                return false;
            }

            Serve(account);
            return true;
        }
    }

    /// <summary>Lets no tenant be taken out of turn any more.</summary>
    /// <returns>Completes when no tenant is being served.</returns>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            EndIfEmptied();
            return threads.FollowAsync(_emptied.Task);
        }
    }

    /// <summary>Ends a visit: charges what was served, and lets the tenant wait again where it has more work.</summary>
    public void Return(TenantGrant visit, int items, bool hasMore)
    {
        lock (_lock)
        {
            _served--;
            EndIfEmptied();

            // What was served while no one else waited took nothing from anyone.
            var account = _accounts.Open(visit.Tenant);
            account.Balance -= visit.IsUnopposed ? Math.Min(items, account.Balance) : items;
            if (hasMore || account.Signalled)
            {
                Join(account, first: account.Balance > 0);
            }
            else
            {
                _accounts.Close(account);
            }
        }
    }

    public void Dispose() => _waiting.Dispose();

    private void Join(DeficitCounter account, bool first)
    {
        account.Standing = TenantState.Waiting;
        if (first)
        {
            _ring.AddFirst(account);
        }
        else
        {
            _ring.AddLast(account);
        }

        _waiting.Release();
    }

    private void Serve(DeficitCounter account)
    {
        account.Standing = TenantState.Served;
        account.Signalled = false;
        _served++;
    }

    private void EndIfEmptied()
    {
        if (_closed && _served == 0)
        {
            _emptied.TrySetResult(true);
        }
    }

    private TenantGrant Next()
    {
        while (true)
        {
            var node = _ring.First!;
            var account = node.Value;
            _ring.RemoveFirst();
            if (account.Balance <= 0)
            {
                _accounts.AddQuantum(account);
            }

            if (account.Balance > 0)
            {
                Serve(account);
                var unopposed = _ring.Count == 0;
                return new(account.Tenant, unopposed ? int.MaxValue : (int)account.Balance, unopposed);
            }

            _ring.AddLast(node);
        }
    }
}
