namespace Wesog.Operations;

/// <summary>The answer to a submission.</summary>
/// <param name="Operation">The operation as it is now: pending when it is new.</param>
/// <param name="IsReplay">Whether an earlier submission with the same idempotency key made it.</param>
/// <remarks>Contract, section 5.</remarks>
public sealed record Submission(Operation Operation, bool IsReplay);
