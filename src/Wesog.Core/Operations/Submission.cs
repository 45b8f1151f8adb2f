namespace Wesog.Operations;

/// <summary>The answer to a submission.</summary>
/// <param name="Operation">
/// The operation as it is now. A new one is pending, or finished already if the submission asked to wait
/// (<see cref="SubmitOptions.Wait"/>); a replayed one is in any state.
/// </param>
/// <param name="IsReplay">Whether an earlier submission with the same idempotency key made it.</param>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public sealed record Submission(Operation Operation, bool IsReplay)
{
    /// <summary>The operation in one line, and whether it is a replay.</summary>
    public override string ToString() => IsReplay ? $"{Operation} (replayed)" : $"{Operation}";
}
