namespace Wesog.Operations;

/// <summary>Where an operation is in its life. The last four are final.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations". On the wire: the names in lower case.</remarks>
public enum OperationState
{
    /// <summary>Waits in the queue; it can be cancelled.</summary>
    Pending,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>Every item was processed without an error, and all is written.</summary>
    Succeeded,

    /// <summary>Subset only: exactly the good items are written.</summary>
    Partial,

    /// <summary>Nothing is written.</summary>
    Failed,

    /// <summary>Cancelled before it started; nothing is written.</summary>
    Canceled,
}
