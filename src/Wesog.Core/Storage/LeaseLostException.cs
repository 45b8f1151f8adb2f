using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>Thrown if a lease is over: it expired, was released, or was taken over by another claim.</summary>
public sealed class LeaseLostException(Lease lease) : WesogException(
    $"The lease {lease.FencingToken} on the work item of the tenant \"{lease.Tenant}\" is over; nothing was written under it.")
{
    /// <summary>The lease.</summary>
    public Lease Lease { get; } = lease;
}
