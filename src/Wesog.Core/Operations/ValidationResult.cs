namespace Wesog.Operations;

/// <summary>The result of a validation: what the batch would do if it ran now, before all queued operations.</summary>
/// <param name="Operation">
/// The operation that the batch would become: finished, with the number 0. It is not stored, so no other member finds it.
/// </param>
/// <remarks><c>docs/specification.md</c>, section "Batches" (validation without a write).</remarks>
public sealed record ValidationResult(Operation Operation)
{
    /// <summary>Whether the batch has no error. Skipped items are no errors.</summary>
    public bool IsValid => State == OperationState.Succeeded;

    /// <summary>The state in which the operation would end: succeeded, partial (subset only) or failed.</summary>
    public OperationState State => Operation.State;

    /// <summary>The number of items in the batch.</summary>
    public int Total => Operation.Total;

    /// <summary>The number of items without an error, including skipped items.</summary>
    public int Good => Operation.Good;

    /// <summary>The number of items with an error.</summary>
    public int Bad => Operation.Bad;

    /// <summary>The number of items that would change nothing.</summary>
    public int Skipped => Operation.Skipped;

    /// <summary>The first skipped items, in item order, at most <see cref="EngineLimits.MaxErrors"/>.</summary>
    public IReadOnlyList<SkippedItem> SkippedItems => Operation.SkippedItems;

    /// <summary>The first errors, in item order, at most <see cref="EngineLimits.MaxErrors"/>.</summary>
    public IReadOnlyList<OperationError> Errors => Operation.Errors;

    /// <summary>Whether there are more errors than <see cref="Errors"/> contains.</summary>
    public bool ErrorsTruncated => Operation.ErrorsTruncated;

    /// <summary>The exact counts of all errors by code and member: highest count first, then by code, then by member.</summary>
    public IReadOnlyList<ErrorCount> ErrorCounts => Operation.ErrorCounts;
}
