namespace Wesog.Storage.Kernel;

/// <summary>A lease in the memory of the process. It expires by elapsed time, so setting the clock back does not extend it.</summary>
internal sealed class TenantLease(Lease lease, TimeProvider clock)
{
    private long _renewedAt = clock.GetTimestamp();

    /// <summary>Whether a transaction under the lease commits. Until it ends, the lease neither expires nor can be released.</summary>
    public bool IsCommitting { get; set; }

    public bool IsAlive => IsCommitting || clock.GetElapsedTime(_renewedAt) < lease.Options.Duration;

    public bool Is(Lease other) => lease.FencingToken == other.FencingToken && IsAlive;

    public void Renew() => _renewedAt = clock.GetTimestamp();
}
