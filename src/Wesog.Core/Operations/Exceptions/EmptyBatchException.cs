namespace Wesog.Operations;

/// <summary>A batch without an item.</summary>
public sealed class EmptyBatchException() : WesogException("The batch has no item. Send at least one.");
