namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>The point at which a host dies.</summary>
internal enum DeathPoint
{
    /// <summary>The host does not die.</summary>
    None,

    /// <summary>After a claim took effect, before the host gets the result.</summary>
    AfterClaim,

    /// <summary>Within a transaction, while it is planned.</summary>
    InPlan,

    /// <summary>After a commit took effect, before the host gets the result.</summary>
    AfterCommit,

    /// <summary>After an operation was accepted, before the host gets the result.</summary>
    AfterEnqueue,
}
