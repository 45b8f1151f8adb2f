namespace Wesog.Queueing;

/// <summary>
/// The accounts of a ring. A tenant that goes idle forfeits what it has left, but keeps its debt, which the rounds that
/// pass meanwhile pay off.
/// </summary>
internal sealed class DeficitCounters(int quantum)
{
    private const int PurgeFrom = 1_024;

    private readonly Dictionary<string, DeficitCounter> _accounts = new(StringComparer.Ordinal);
    private int _purgeAt = PurgeFrom;
    private long _round;

    public int Count => _accounts.Count;

    /// <summary>The tenant's account, opened with one quantum where it has none.</summary>
    public DeficitCounter Open(string tenant)
    {
        if (!_accounts.TryGetValue(tenant, out var account))
        {
            _accounts.Add(tenant, account = new(tenant, quantum) { Round = _round });
        }
        else if (account.Standing == TenantState.Idle)
        {
            account.Balance = Math.Min(quantum, BalanceNow(account));
            account.Round = _round;
        }

        return account;
    }

    /// <summary>A visit: one quantum more. Coming to an account a second time begins the next round.</summary>
    public void AddQuantum(DeficitCounter account)
    {
        if (account.Round == _round)
        {
            _round++;
        }

        account.Balance += quantum;
        account.Round = _round;
    }

    /// <summary>The tenant goes idle.</summary>
    public void Close(DeficitCounter account)
    {
        account.Standing = TenantState.Idle;
        account.Round = _round;
        if (account.Balance > 0)
        {
            _accounts.Remove(account.Tenant);
        }
        else if (_accounts.Count > _purgeAt)
        {
            Purge();
        }
    }

    private long BalanceNow(DeficitCounter idle) => idle.Balance + ((_round - idle.Round) * quantum);

    private void Purge()
    {
        foreach (var account in _accounts.Values)
        {
            if (account.Standing == TenantState.Idle && BalanceNow(account) > 0)
            {
                _accounts.Remove(account.Tenant);
            }
        }

        _purgeAt = Math.Max(PurgeFrom, 2 * _accounts.Count);
    }
}
