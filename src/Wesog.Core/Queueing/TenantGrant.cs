namespace Wesog.Queueing;

/// <summary>A tenant whose turn it is.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Budget">How many items its turn should hold at most.</param>
/// <param name="IsUnopposed">Whether no other tenant waited.</param>
internal readonly record struct TenantGrant(string Tenant, int Budget, bool IsUnopposed);
