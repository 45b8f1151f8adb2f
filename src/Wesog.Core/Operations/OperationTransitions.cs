namespace Wesog.Operations;

/// <summary>
/// The state transitions of an operation, as pure functions for all stores. Times never decrease, even if the clock is set back.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Operations". The planner finishes operations.</remarks>
public static class OperationTransitions
{
    /// <summary>Starts an operation that is pending, or running under an expired lease.</summary>
    public static Operation Start(this Operation operation, DateTimeOffset now)
    {
        Require(operation, !operation.IsFinished);
        return operation with { State = OperationState.Running, StartedAt = Latest(operation.CreatedAt, now) };
    }

    /// <summary>Returns a running operation to pending, as if it had not started.</summary>
    public static Operation Requeue(this Operation operation)
    {
        Require(operation, operation.State == OperationState.Running);
        return operation with { State = OperationState.Pending, StartedAt = null };
    }

    /// <summary>Cancels a pending operation.</summary>
    public static Operation Cancel(this Operation operation, DateTimeOffset now)
    {
        Require(operation, operation.State == OperationState.Pending);
        return operation with { State = OperationState.Canceled, FinishedAt = Latest(operation.CreatedAt, now) };
    }

    internal static DateTimeOffset Latest(DateTimeOffset earlier, DateTimeOffset now) => now > earlier ? now : earlier;

    private static void Require(Operation operation, bool condition)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (!condition)
        {
            throw new InvalidOperationException($"Operation {operation.Id} is {operation.State}; that step cannot be taken from there.");
        }
    }
}
