namespace Wesog.Storage;

/// <summary>A tenant's turn, claimed.</summary>
/// <param name="Lease">The right to carry it out.</param>
/// <param name="Operations">What to carry out, in this order: at least one.</param>
public sealed record WorkItem(Lease Lease, IReadOnlyList<ClaimedOperation> Operations);
