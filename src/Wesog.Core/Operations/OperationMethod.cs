namespace Wesog.Operations;

/// <summary>What an operation does, derived from its items.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations". On the wire: <c>add</c>, <c>upd</c>, <c>del</c>, <c>multiple</c>.</remarks>
public enum OperationMethod
{
    /// <summary><c>add</c>: all its items add.</summary>
    Add,

    /// <summary><c>upd</c>: all its items replace or modify.</summary>
    Update,

    /// <summary><c>del</c>: all its items delete.</summary>
    Delete,

    /// <summary><c>multiple</c>: its items differ.</summary>
    Multiple,
}
