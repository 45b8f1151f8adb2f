namespace Wesog.Storage;

/// <summary>A tenant with operations to execute.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Operations">The number of these operations.</param>
public readonly record struct TenantBacklog(string Tenant, int Operations);
