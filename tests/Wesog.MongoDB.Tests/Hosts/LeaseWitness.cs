using Wesog.Storage;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// Knows of each lease of a host until when it lives at the longest, and counts what was done under it later: a call that
/// began when its lease had run out, and succeeded.
/// </summary>
internal sealed class LeaseWitness(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Lease, DateTimeOffset> _until = [];
    private readonly HashSet<Lease> _heldTooLong = [];

    public int Violations { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>The clock is read after the store did it: the lease lives no longer than this.</summary>
    public void Prolonged(Lease lease)
    {
        lock (_lock)
        {
            _until[lease] = clock.GetUtcNow() + lease.Options.Duration;
        }
    }

    /// <summary>A transaction goes on only now.</summary>
    public void HeldUntilNow(Lease lease)
    {
        lock (_lock)
        {
            if (IsOver(lease))
            {
                _heldTooLong.Add(lease);
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
            Violations += _heldTooLong.Contains(lease) ? 1 : 0;
        }

        return result;
    }

    public async Task RenewAsync(Lease lease, Func<ValueTask> renew)
    {
        bool wasOver;
        lock (_lock)
        {
            // While it is renewed no one can say when it ends.
            wasOver = IsOver(lease);
            _until[lease] = wasOver ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
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
            Violations += wasOver ? 1 : 0;
        }
    }

    private bool IsOver(Lease lease) => clock.GetUtcNow() >= _until.GetValueOrDefault(lease, DateTimeOffset.MaxValue);
}
