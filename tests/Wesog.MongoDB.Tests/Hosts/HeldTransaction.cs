namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>The transactions during whose commit a host can be killed.</summary>
internal enum HeldTransaction
{
    /// <summary>An operation is accepted.</summary>
    Enqueue,

    /// <summary>An operation is accepted and executed inline.</summary>
    Inline,

    /// <summary>A work item is claimed.</summary>
    Claim,

    /// <summary>Operations are executed under a lease.</summary>
    Commit,

    /// <summary>A lease is released, and a failed attempt is counted.</summary>
    Release,

    /// <summary>An operation is cancelled.</summary>
    Cancel,

    /// <summary>An expired operation is removed.</summary>
    RemoveExpired,

    /// <summary>An engine executes an operation that was submitted to it.</summary>
    Engine,
}
