namespace Wesog.Storage;

/// <summary>The right to carry out a tenant's turn, until it is released, runs out, or is taken over.</summary>
/// <param name="Tenant">Whose turn.</param>
/// <param name="Terms">For whom and for how long at a time.</param>
/// <param name="FencingToken">Rises with each claim of the tenant's turn; a commit under a lower one is refused.</param>
public sealed record Lease(string Tenant, LeaseOptions Terms, long FencingToken);
