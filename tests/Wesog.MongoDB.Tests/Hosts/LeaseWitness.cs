using Wesog.Storage;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// Records the latest possible expiry of each lease of a host, and counts violations: calls that started after their lease had
/// expired, and succeeded.
/// </summary>
internal sealed class LeaseWitness(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Lease, DateTimeOffset> _latestExpiry = [];
    private readonly HashSet<Lease> _heldPastExpiry = [];

    public int Violations { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>Records a claim or renewal. The clock is read after the call, so the lease expires no later than recorded.</summary>
    public void Prolonged(Lease lease)
    {
        lock (_lock)
        {
            _latestExpiry[lease] = clock.GetUtcNow() + lease.Options.Duration;
        }
    }

    /// <summary>Records that a transaction resumes now.</summary>
    public void HeldUntilNow(Lease lease)
    {
        lock (_lock)
        {
            if (IsExpired(lease))
            {
                _heldPastExpiry.Add(lease);
            }
        }
    }

    public async ValueTask<CommitResult> CommitAsync(Lease lease, Func<ValueTask<CommitResult>> commit)
    {
        HeldUntilNow(lease);
        CommitResult result;
        try
        {
            result = await commit();
        }
        catch (LeaseLostException)
        {
            lock (_lock)
            {
                Refusals++;
            }

            throw;
        }

        lock (_lock)
        {
            Violations += _heldPastExpiry.Contains(lease) ? 1 : 0;
        }

        return result;
    }

    public async Task RenewAsync(Lease lease, Func<ValueTask> renew)
    {
        bool wasExpired;
        lock (_lock)
        {
            // The expiry is unknown while the renewal is in progress.
            wasExpired = IsExpired(lease);
            _latestExpiry[lease] = wasExpired ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }

        try
        {
            await renew();
        }
        catch (Exception failure)
        {
            if (failure is not LeaseLostException)
            {
                Prolonged(lease);
            }

            throw;
        }

        Prolonged(lease);
        lock (_lock)
        {
            Violations += wasExpired ? 1 : 0;
        }
    }

    private bool IsExpired(Lease lease) => clock.GetUtcNow() >= _latestExpiry.GetValueOrDefault(lease, DateTimeOffset.MaxValue);
}
