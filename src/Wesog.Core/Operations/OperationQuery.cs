namespace Wesog.Operations;

/// <summary>Which of a tenant's operations to list, newest first.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (GET /ops).</remarks>
public sealed record OperationQuery
{
    /// <summary>How many at most. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only those with a lower number; null for the newest. Default null.</summary>
    public long? Before { get; init; }

    /// <summary>Only those in this state; null for any. Default null.</summary>
    public OperationState? State { get; init; }

    /// <summary>Only those of this method; null for any. Default null.</summary>
    public OperationMethod? Method { get; init; }

    /// <summary>How many errors, and how many skipped items, of each are listed. Default 10.</summary>
    public int MaxErrors { get; init; } = 10;
}
