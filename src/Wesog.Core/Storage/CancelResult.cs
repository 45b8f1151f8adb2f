using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The result of a cancellation: what happened, and the operation after it.</summary>
/// <remarks>
/// Of several calls that cancel one operation, exactly one gets <see cref="CancelOutcome.Canceled"/>: the engine counts by it.
/// </remarks>
public sealed record CancelResult
{
    private CancelResult(CancelOutcome outcome, Operation? operation) => (Outcome, Operation) = (outcome, operation);

    /// <summary>The tenant has no operation of that number.</summary>
    public static CancelResult NotFound { get; } = new(CancelOutcome.NotFound, null);

    /// <summary>What happened.</summary>
    public CancelOutcome Outcome { get; }

    /// <summary>The operation after the call; null if, and only if, <see cref="Outcome"/> is <see cref="CancelOutcome.NotFound"/>.</summary>
    public Operation? Operation { get; }

    /// <summary>This call cancelled the operation.</summary>
    /// <param name="canceled">The operation, cancelled.</param>
    /// <exception cref="ArgumentException">It is in another state.</exception>
    public static CancelResult Canceled(Operation canceled)
    {
        Require(canceled, canceled?.State == OperationState.Canceled);
        return new(CancelOutcome.Canceled, canceled);
    }

    /// <summary>This call changed nothing: the operation had started, or another call had cancelled it.</summary>
    /// <param name="found">The operation as the call found it.</param>
    /// <exception cref="ArgumentException">It is pending: then it is to be cancelled.</exception>
    public static CancelResult Unchanged(Operation found)
    {
        Require(found, found?.State != OperationState.Pending);
        return new(found!.State == OperationState.Canceled ? CancelOutcome.AlreadyCanceled : CancelOutcome.TooLate, found);
    }

    private static void Require(Operation? operation, bool condition)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (!condition)
        {
            throw new ArgumentException($"Operation {operation.Id} is {operation.State}; that is not the state of this result.", nameof(operation));
        }
    }
}
