namespace Wesog.Queueing;

/// <summary>A grant to run one work item of a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Budget">The most items that the work item should hold.</param>
/// <param name="IsUnopposed">Whether no other tenant waited.</param>
internal readonly record struct TenantGrant(string Tenant, int Budget, bool IsUnopposed);
