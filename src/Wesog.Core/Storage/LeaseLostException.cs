using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>A lease is over: it ran out, was released, or another claim took the turn over.</summary>
public sealed class LeaseLostException(Lease lease) : WesogException(
    $"The lease {lease.FencingToken} on the turn of the tenant \"{lease.Tenant}\" is over; nothing was written under it.")
{
    /// <summary>The lease.</summary>
    public Lease Lease { get; } = lease;
}
