namespace Wesog.Operations;

/// <summary>
/// The steps of an operation's life, each a pure function, so that every store takes them alike. A clock that was set
/// back never makes a later time earlier than the one before it.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Operations". Finishing is the planner's.</remarks>
public static class OperationTransitions
{
    /// <summary>Pending, or left running by a lease that is over: running from now.</summary>
    public static Operation Start(this Operation operation, DateTimeOffset now)
    {
        Require(operation, !operation.IsFinished);
        return operation with { State = OperationState.Running, StartedAt = Latest(operation.CreatedAt, now) };
    }

    /// <summary>Running: pending again, as if it had not started.</summary>
    public static Operation Requeue(this Operation operation)
    {
        Require(operation, operation.State == OperationState.Running);
        return operation with { State = OperationState.Pending, StartedAt = null };
    }

    /// <summary>Pending: cancelled.</summary>
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
