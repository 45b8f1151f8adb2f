namespace Wesog.Storage;

/// <summary>The exclusive right to execute a tenant's work item, until it is released, expires or is taken over.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Options">The owner and the duration.</param>
/// <param name="FencingToken">Increases with each claim of the tenant. The store rejects a commit with a lower token.</param>
public sealed record Lease(string Tenant, LeaseOptions Options, long FencingToken);
