namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>The transactions in whose commit a host can be killed.</summary>
internal enum HeldTransaction
{
    /// <summary>An operation is accepted.</summary>
    Enqueue,

    /// <summary>An operation is accepted and carried out at once.</summary>
    Inline,

    /// <summary>A tenant's turn is claimed.</summary>
    Claim,

    /// <summary>Operations are carried out under a lease.</summary>
    Commit,

    /// <summary>A failed attempt is counted.</summary>
    RecordFailure,

    /// <summary>A lease is released.</summary>
    Release,

    /// <summary>An operation is cancelled.</summary>
    Cancel,

    /// <summary>An old operation is removed.</summary>
    RemoveExpired,

    /// <summary>An engine carries out what was submitted to it.</summary>
    Engine,
}
