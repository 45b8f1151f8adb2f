namespace Wesog.Operations;

/// <summary>Why an operation failed as a whole, and not because of one of its items.</summary>
/// <param name="Code">One of <see cref="FailureCodes"/>.</param>
/// <param name="Message">What is wrong and what to do, in the language of the submission.</param>
public sealed record OperationFailure(string Code, string Message);

/// <summary>The codes of <see cref="OperationFailure"/>: stable, lower-case, never translated.</summary>
/// <remarks><c>docs/specification.md</c>, section "Edits by query".</remarks>
public static class FailureCodes
{
    /// <summary>More images match than <see cref="EngineLimits.MaxBatchItems"/>.</summary>
    public const string TooManyMatches = "too_many_matches";

    /// <summary>The number of images that match is not <see cref="ImageEdit.ExpectedCount"/>.</summary>
    public const string CountMismatch = "count_mismatch";

    /// <summary>The edit by query failed because of internal errors <see cref="EngineLimits.MaxAttempts"/> times.</summary>
    public const string Poisoned = ErrorCodes.Poisoned;

    /// <summary>The edit by query needs damaged data of the store.</summary>
    public const string Damaged = ErrorCodes.Damaged;
}
