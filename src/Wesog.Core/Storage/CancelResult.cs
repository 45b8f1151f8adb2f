using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The result of a cancellation: the outcome, and the operation after the call.</summary>
/// <remarks>
/// Of several calls that cancel one operation, exactly one gets <see cref="CancelOutcome.Canceled"/>. Telemetry counts that call.
/// </remarks>
public sealed record CancelResult
{
    private CancelResult(CancelOutcome outcome, Operation? operation) => (Outcome, Operation) = (outcome, operation);

    /// <summary>The tenant has no operation with this number.</summary>
    public static CancelResult NotFound { get; } = new(CancelOutcome.NotFound, null);

    /// <summary>The outcome.</summary>
    public CancelOutcome Outcome { get; }

    /// <summary>The operation after the call; null if, and only if, <see cref="Outcome"/> is <see cref="CancelOutcome.NotFound"/>.</summary>
    public Operation? Operation { get; }

    /// <summary>Creates the result of a call that cancelled the operation.</summary>
    /// <param name="canceled">The cancelled operation.</param>
    /// <exception cref="ArgumentException">The operation is in another state.</exception>
    public static CancelResult Canceled(Operation canceled)
    {
        Require(canceled, canceled?.State == OperationState.Canceled);
        return new(CancelOutcome.Canceled, canceled);
    }

    /// <summary>Creates the result of a call that changed nothing, because the operation had started or was cancelled already.</summary>
    /// <param name="found">The operation as the call found it.</param>
    /// <exception cref="ArgumentException">The operation is pending, so the call should have cancelled it.</exception>
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
