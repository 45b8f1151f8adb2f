namespace Wesog.Storage;

/// <summary>A claimed work item: a lease and the tenant's operations to execute under it.</summary>
/// <param name="Lease">The right to execute the operations.</param>
/// <param name="Operations">The operations, at least one, in execution order.</param>
public sealed record WorkItem(Lease Lease, IReadOnlyList<ClaimedOperation> Operations);
