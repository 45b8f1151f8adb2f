namespace Wesog.Storage;

/// <summary>A tenant with operations to carry out.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Operations">How many.</param>
public readonly record struct TenantBacklog(string Tenant, int Operations);
