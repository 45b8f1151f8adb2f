using System.Globalization;

namespace Wesog.Operations;

/// <summary>The state of an operation at one moment. Immutable.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "Operations". Times are UTC, to the millisecond. In every store, at any moment:
/// <see cref="Good"/> + <see cref="Bad"/> is at most <see cref="Total"/>, and equal to it if the operation is finished
/// and not canceled; <see cref="CreatedAt"/> &lt;= <see cref="StartedAt"/> &lt;= <see cref="FinishedAt"/>; a finished operation does not
/// change.
/// </remarks>
public sealed record Operation
{
    /// <summary>The number within the tenant, from 1; 0 in a <see cref="ValidationResult"/>.</summary>
    public long Id { get; init; }

    /// <summary>The name of the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The method, derived from the items.</summary>
    public required OperationMethod Method { get; init; }

    /// <summary>The current state.</summary>
    public OperationState State { get; init; }

    /// <summary>The number of items. Of an edit by query 0 until it is finished, and then the number of images that matched.</summary>
    public required int Total { get; init; }

    /// <summary>The number of items processed without an error so far, including skipped items.</summary>
    public int Good { get; init; }

    /// <summary>The number of items with an error so far.</summary>
    public int Bad { get; init; }

    /// <summary>The number of <see cref="Good"/> items that changed nothing.</summary>
    public int Skipped { get; init; }

    /// <summary>
    /// The first skipped items, in item order: at most <see cref="EngineLimits.MaxErrors"/>, in a list of operations at most
    /// <see cref="OperationQuery.MaxErrors"/>. Empty for operations that an earlier version finished.
    /// </summary>
    public IReadOnlyList<SkippedItem> SkippedItems { get; init; } = [];

    /// <summary>The modes of the submission.</summary>
    public required OperationModes Modes { get; init; }

    /// <summary>The time at which the engine accepted it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which a worker started it; null before, and if it was canceled.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which it reached its final state; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The first errors, in item order.</summary>
    public IReadOnlyList<OperationError> Errors { get; init; } = [];

    /// <summary>The client's name for what the operation does: 1 to 255 characters; null if there is none.</summary>
    public string? Label { get; init; }

    /// <summary>Who submitted it; null if that is not known.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>The number of the operation whose items it repeats; null if it is no retry.</summary>
    public long? RetryOf { get; init; }

    /// <summary>The formula of an edit by query; null for a batch.</summary>
    public string? Query { get; init; }

    /// <summary>Why it failed as a whole; null if it did not, or if its items say why.</summary>
    public OperationFailure? Failure { get; init; }

    /// <summary>Whether there are more errors than <see cref="Errors"/> contains. <see cref="Bad"/> is always exact.</summary>
    public bool ErrorsTruncated { get; init; }

    /// <summary>
    /// The exact counts of all errors by code and member: highest count first, then by code, then by member. Empty for operations that an
    /// earlier version accepted or finished.
    /// </summary>
    public IReadOnlyList<ErrorCount> ErrorCounts { get; init; } = [];

    /// <summary>Whether a worker has started it.</summary>
    public bool IsStarted => StartedAt is not null;

    /// <summary>Whether the state is final.</summary>
    public bool IsFinished => State >= OperationState.Succeeded;

    /// <summary>Whether it succeeded; null before it is finished.</summary>
    public bool? AllGood => IsFinished ? State == OperationState.Succeeded : null;

    /// <summary>Whether it failed because internal errors stopped its execution <see cref="EngineLimits.MaxAttempts"/> times.</summary>
    public bool IsPoisoned => FailedBecause(ErrorCodes.Poisoned);

    /// <summary>Whether it failed because part of what the store keeps is damaged.</summary>
    public bool IsDamaged => FailedBecause(ErrorCodes.Damaged);

    /// <summary>Returns the time from creation to start or cancellation; to <paramref name="now"/> if it is pending.</summary>
    public TimeSpan IdleTime(DateTimeOffset now) => Elapsed(CreatedAt, StartedAt ?? FinishedAt ?? now);

    /// <summary>Returns the time from start to finish; to <paramref name="now"/> if it is running, zero if it was not started.</summary>
    public TimeSpan ExecutionTime(DateTimeOffset now) => StartedAt is { } started ? Elapsed(started, FinishedAt ?? now) : TimeSpan.Zero;

    /// <summary>Returns the number, tenant, method, state and counts in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Operation {Id} of {Tenant}: {Method}, {State}, {Good} good and {Bad} bad of {Total}, {Skipped} skipped");

    // An edit by query fails as a whole, because its items are not known.
    private bool FailedBecause(string code) =>
        State == OperationState.Failed && (Failure?.Code == code || (Errors.Count > 0 && Errors[0].Code == code));

    // The clock can be set back. A duration is never negative.
    private static TimeSpan Elapsed(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : TimeSpan.Zero;
}

/// <summary>The method of an operation, derived from its items.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations". On the wire: <c>add</c>, <c>upd</c>, <c>del</c>, <c>multiple</c>.</remarks>
public enum OperationMethod
{
    /// <summary><c>add</c>: all items add.</summary>
    Add,

    /// <summary><c>upd</c>: all items replace or modify.</summary>
    Update,

    /// <summary><c>del</c>: all items delete.</summary>
    Delete,

    /// <summary><c>multiple</c>: the items differ.</summary>
    Multiple,
}

/// <summary>The state of an operation. The last four are final.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations". On the wire: the names in lower case.</remarks>
public enum OperationState
{
    /// <summary>In the queue. It can be canceled.</summary>
    Pending,

    /// <summary>A worker executes it.</summary>
    Running,

    /// <summary>No item has an error; all items are written.</summary>
    Succeeded,

    /// <summary>Subset only: exactly the good items are written.</summary>
    Partial,

    /// <summary>Nothing is written.</summary>
    Failed,

    /// <summary>Canceled before it started. Nothing is written.</summary>
    Canceled,
}

/// <summary>The modes of a submission.</summary>
/// <param name="Strict">Whether an add of an existing id, or an update of a missing one, is an error (<c>do_strict</c>).</param>
/// <param name="Subset">Whether the good items are written even if others are bad (<c>do_subset</c>).</param>
/// <param name="Urgent">Whether the operation precedes those of its tenant that are not urgent (<c>do_urgent</c>).</param>
/// <param name="Wait">Whether the caller waits for the result (<c>do_wait</c>): <see cref="SubmitOptions.Wait"/>.</param>
/// <remarks><c>docs/specification.md</c>, sections "Operations" and "Batches".</remarks>
public sealed record OperationModes(bool Strict, bool Subset, bool Urgent, bool Wait);
