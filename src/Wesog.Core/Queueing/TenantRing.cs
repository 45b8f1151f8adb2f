namespace Wesog.Queueing;

/// <summary>
/// Whose turn is next: deficit round robin. Each waiting tenant is visited in turn and gets a quantum of items a visit;
/// it is served while its balance is above zero. An operation larger than the balance is served all the same and leaves
/// a debt, which later visits pay off: so no look into the queue is needed to know the size of what comes next.
/// </summary>
/// <remarks>Contract, section 5. A tenant that is being served is not in the ring: its operations run one at a time.</remarks>
internal sealed class TenantRing(int quantum) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly TenantAccounts _accounts = new(quantum);
    private readonly LinkedList<TenantAccount> _ring = [];

    /// <summary>A tenant has work. Telling it twice is telling it once.</summary>
    public void Signal(string tenant)
    {
        lock (_lock)
        {
            var account = _accounts.Open(tenant);
            account.Signalled = true;
            if (account.Standing == TenantStanding.Idle)
            {
                Join(account, first: false);
            }
        }
    }

    /// <summary>Takes the next tenant out of the ring, as soon as there is one.</summary>
    public async Task<Visit> TakeAsync(CancellationToken cancellationToken)
    {
        await _waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            return Next();
        }
    }

    /// <summary>Ends a visit: charges what was served, and lets the tenant wait again where it has more work.</summary>
    public void Return(Visit visit, int items, bool hasMore)
    {
        lock (_lock)
        {
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

    private void Join(TenantAccount account, bool first)
    {
        account.Standing = TenantStanding.Waiting;
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

    private Visit Next()
    {
        while (true)
        {
            var node = _ring.First!;
            var account = node.Value;
            _ring.RemoveFirst();
            if (account.Balance <= 0)
            {
                _accounts.PayIn(account);
            }

            if (account.Balance > 0)
            {
                account.Standing = TenantStanding.Served;
                account.Signalled = false;
                var unopposed = _ring.Count == 0;
                return new(account.Tenant, unopposed ? int.MaxValue : (int)account.Balance, unopposed);
            }

            _ring.AddLast(node);
        }
    }
}
