namespace Wesog.StoreHistories.Running;

/// <summary>The result of the store for a step. The model needs it where the port allows more than one result.</summary>
/// <param name="Result">The result as text.</param>
/// <param name="LeaseMayBeHeld">Whether a concurrent call can have held the lease.</param>
/// <param name="ConcurrentlyEnqueued">The numbers of operations that concurrent calls accepted. A claim or a release need not see them.</param>
public sealed record ObservedChoices(string Result, bool LeaseMayBeHeld, IReadOnlySet<long> ConcurrentlyEnqueued);
