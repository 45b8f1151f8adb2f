namespace Wesog.Queueing;

/// <summary>
/// The deficit counters of all tenants. A tenant that becomes idle loses a positive balance and keeps a negative one, which
/// recovers by one quantum per round.
/// </summary>
internal sealed class DeficitCounters(int quantum)
{
    private const int PurgeFrom = 1_024;

    private readonly Dictionary<string, DeficitCounter> _counters = new(StringComparer.Ordinal);
    private int _purgeAt = PurgeFrom;
    private long _round;

    public int Count => _counters.Count;

    /// <summary>Returns the tenant's counter; creates it with one quantum if it does not exist.</summary>
    public DeficitCounter Open(string tenant)
    {
        if (!_counters.TryGetValue(tenant, out var counter))
        {
            _counters.Add(tenant, counter = new(tenant, quantum) { Round = _round });
        }
        else if (counter.State == TenantState.Idle)
        {
            counter.Balance = Math.Min(quantum, BalanceNow(counter));
            counter.Round = _round;
        }

        return counter;
    }

    /// <summary>Adds one quantum. A second quantum for the same counter in one round starts the next round.</summary>
    public void AddQuantum(DeficitCounter counter)
    {
        if (counter.Round == _round)
        {
            _round++;
        }

        counter.Balance += quantum;
        counter.Round = _round;
    }

    /// <summary>Marks the tenant as idle.</summary>
    public void Close(DeficitCounter counter)
    {
        counter.State = TenantState.Idle;
        counter.Round = _round;
        if (counter.Balance > 0)
        {
            _counters.Remove(counter.Tenant);
        }
        else if (_counters.Count > _purgeAt)
        {
            Purge();
        }
    }

    private long BalanceNow(DeficitCounter idle) => idle.Balance + ((_round - idle.Round) * quantum);

    private void Purge()
    {
        foreach (var counter in _counters.Values)
        {
            if (counter.State == TenantState.Idle && BalanceNow(counter) > 0)
            {
                _counters.Remove(counter.Tenant);
            }
        }

        _purgeAt = Math.Max(PurgeFrom, 2 * _counters.Count);
    }
}
