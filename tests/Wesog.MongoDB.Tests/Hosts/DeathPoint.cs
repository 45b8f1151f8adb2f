namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Where a host dies.</summary>
internal enum DeathPoint
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>After a claim, before it knows of it.</summary>
    AfterClaim,

    /// <summary>Within a transaction.</summary>
    InPlan,

    /// <summary>After a commit, before it knows of it.</summary>
    AfterCommit,

    /// <summary>After an operation was accepted, before it knows of it.</summary>
    AfterEnqueue,
}
