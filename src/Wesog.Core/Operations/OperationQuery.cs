namespace Wesog.Operations;

/// <summary>Selects operations of a tenant, newest first. An operation must match every member that is set.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (GET /ops).</remarks>
public sealed record OperationQuery
{
    /// <summary>The largest number of operations. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Selects operations with a lower number; null for the newest. Default null.</summary>
    public long? Before { get; init; }

    /// <summary>Selects operations in one of these states; empty for any. Default empty.</summary>
    public IReadOnlyList<OperationState> States { get; init; } = [];

    /// <summary>Selects operations of one of these methods; empty for any. Default empty.</summary>
    public IReadOnlyList<OperationMethod> Methods { get; init; } = [];

    /// <summary>Selects operations with exactly this label; null for any. Default null.</summary>
    public string? Label { get; init; }

    /// <summary>Selects operations that were created at this time or later; null for any. Rounded up to a millisecond. Default null.</summary>
    public DateTimeOffset? CreatedFrom { get; init => field = ToMilliseconds(value); }

    /// <summary>Selects operations that were created before this time; null for any. Rounded up to a millisecond. Default null.</summary>
    public DateTimeOffset? CreatedBefore { get; init => field = ToMilliseconds(value); }

    /// <summary>Selects operations that finished at this time or later; null for any. Rounded up to a millisecond. Default null.</summary>
    public DateTimeOffset? FinishedFrom { get; init => field = ToMilliseconds(value); }

    /// <summary>Selects operations that finished before this time; null for any. Rounded up to a millisecond. Default null.</summary>
    public DateTimeOffset? FinishedBefore { get; init => field = ToMilliseconds(value); }

    /// <summary>The largest number of errors, and of skipped items, of each operation. Default 10.</summary>
    public int MaxErrors { get; init; } = 10;

    /// <summary>Whether any member but the limits and <see cref="Before"/> is set.</summary>
    public bool HasFilter => States.Count > 0 || Methods.Count > 0 || Label is not null || HasTimes;

    /// <summary>Whether a time is set.</summary>
    public bool HasTimes => (CreatedFrom ?? CreatedBefore ?? FinishedFrom ?? FinishedBefore) is not null;

    /// <summary>Whether an operation matches, apart from the limits.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public bool Selects(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return !(operation.Id >= Before)
            && (States.Count == 0 || States.Contains(operation.State))
            && (Methods.Count == 0 || Methods.Contains(operation.Method))
            && (Label is null || Label == operation.Label)
            && !(operation.CreatedAt < CreatedFrom)
            && !(operation.CreatedAt >= CreatedBefore)
            && (FinishedFrom is null || operation.FinishedAt >= FinishedFrom)
            && (FinishedBefore is null || operation.FinishedAt < FinishedBefore);
    }

    // Operations have times to the millisecond, so that rounding up changes no result.
    private static DateTimeOffset? ToMilliseconds(DateTimeOffset? time) =>
        time is { } exact && exact.Ticks % TimeSpan.TicksPerMillisecond is > 0 and var rest && exact.UtcTicks <= DateTimeOffset.MaxValue.Ticks - TimeSpan.TicksPerMillisecond
            ? exact.AddTicks(TimeSpan.TicksPerMillisecond - rest)
            : time;
}
