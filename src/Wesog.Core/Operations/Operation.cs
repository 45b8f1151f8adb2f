using System.Globalization;

namespace Wesog.Operations;

/// <summary>What is known of an operation at one moment. Immutable; a later look gives another one.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "Operations". Times are UTC, to the millisecond. In every store, at any moment:
/// <see cref="Good"/> + <see cref="Bad"/> is at most <see cref="Total"/>, and equal to it once the operation is finished
/// and not cancelled; <see cref="CreatedAt"/> &lt;= <see cref="StartedAt"/> &lt;= <see cref="FinishedAt"/>; what is
/// finished never changes again.
/// </remarks>
public sealed record Operation
{
    /// <summary>Its number within its tenant, from 1; 0 where it was only validated and never stored.</summary>
    public long Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>What it does, derived from its items.</summary>
    public required OperationMethod Method { get; init; }

    /// <summary>Where it is in its life.</summary>
    public OperationState State { get; init; }

    /// <summary>Items in it.</summary>
    public required int Total { get; init; }

    /// <summary>Items processed without an error so far, the skipped ones included.</summary>
    public int Good { get; init; }

    /// <summary>Items with an error so far.</summary>
    public int Bad { get; init; }

    /// <summary>Of <see cref="Good"/>, the items that changed nothing.</summary>
    public int Skipped { get; init; }

    /// <summary>
    /// The first of the <see cref="Skipped"/> items, in item order: at most <see cref="EngineLimits.MaxErrors"/>, in a list of
    /// operations at most <see cref="OperationQuery.MaxErrors"/>. Empty if none was skipped, and for operations that an earlier version
    /// finished.
    /// </summary>
    public IReadOnlyList<SkippedItem> SkippedItems { get; init; } = [];

    /// <summary>How it was submitted.</summary>
    public required OperationModes Modes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it; null until then, and for good when it was cancelled.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached its final state; null until then.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The first errors, in item order.</summary>
    public IReadOnlyList<OperationError> Errors { get; init; } = [];

    /// <summary>Whether there are more errors than <see cref="Errors"/> holds. <see cref="Bad"/> is exact all the same.</summary>
    public bool ErrorsTruncated { get; init; }

    /// <summary>
    /// The counts of all errors by code and member, also of those that <see cref="Errors"/> does not hold: highest count first, then by
    /// code, then by member. Empty without errors, and for operations that an earlier version accepted or finished.
    /// </summary>
    public IReadOnlyList<ErrorCount> ErrorCounts { get; init; } = [];

    /// <summary>Whether a worker has taken it.</summary>
    public bool IsStarted => StartedAt is not null;

    /// <summary>Whether its state is final.</summary>
    public bool IsFinished => State >= OperationState.Succeeded;

    /// <summary>Null until it is finished; then whether every item is good and it was not cancelled.</summary>
    public bool? AllGood => IsFinished ? State == OperationState.Succeeded : null;

    /// <summary>Whether it was given up because its execution failed as often as it may (<see cref="EngineLimits.MaxAttempts"/>), of an internal error.</summary>
    public bool IsPoisoned => State == OperationState.Failed && Errors is [{ Code: ErrorCodes.Poisoned }, ..];

    /// <summary>From created to started, or until it was cancelled; while it waits, until <paramref name="now"/>.</summary>
    public TimeSpan IdleTime(DateTimeOffset now) => Elapsed(CreatedAt, StartedAt ?? FinishedAt ?? now);

    /// <summary>From started to finished; while it runs, until <paramref name="now"/>; zero when it never started.</summary>
    public TimeSpan ExecutionTime(DateTimeOffset now) => StartedAt is { } started ? Elapsed(started, FinishedAt ?? now) : TimeSpan.Zero;

    /// <summary>The number, tenant, method, state and counts in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Operation {Id} of {Tenant}: {Method}, {State}, {Good} good and {Bad} bad of {Total}, {Skipped} skipped");

    // A clock may be set back between two looks; a duration is never negative for that.
    private static TimeSpan Elapsed(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : TimeSpan.Zero;
}
