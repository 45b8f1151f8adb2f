namespace Wesog.Operations;

/// <summary>Selects operations of a tenant, newest first.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (GET /ops).</remarks>
public sealed record OperationQuery
{
    /// <summary>The largest number of operations. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Selects operations with a lower number; null for the newest. Default null.</summary>
    public long? Before { get; init; }

    /// <summary>Selects operations in this state; null for any. Default null.</summary>
    public OperationState? State { get; init; }

    /// <summary>Selects operations of this method; null for any. Default null.</summary>
    public OperationMethod? Method { get; init; }

    /// <summary>The largest number of errors, and of skipped items, of each operation. Default 10.</summary>
    public int MaxErrors { get; init; } = 10;
}
