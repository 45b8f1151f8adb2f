namespace Wesog.Simulation.Tests.Store;

/// <summary>A planted bug that the simulation must find.</summary>
public enum Mutant
{
    /// <summary>No bug.</summary>
    None,

    /// <summary>A transaction does not check its lease.</summary>
    IgnoresLease,

    /// <summary>Some transactions write their images and fail before they finish their operations.</summary>
    CommitsPartially,

    /// <summary>A claim returns its first two operations in the wrong order.</summary>
    WrongOrder,

    /// <summary>The store writes the good items of a failed operation, as in subset mode.</summary>
    SubsetOnFailure,

    /// <summary>The store looks up an idempotency key in one step and binds it in a later one.</summary>
    LooksUpKeyFirst,

    /// <summary>The store hides existing images from a commit that expects absence.</summary>
    TrustsExpectAbsent,

    /// <summary>A host that has once lacked a file descriptor never reaches the store again.</summary>
    RemembersExhaustion,

    /// <summary>Retention follows the time of day of the host, which can jump.</summary>
    RetentionFollowsClock,

    /// <summary>Some transactions run out of memory after they have written their images and before they finish their operations.</summary>
    TearsWithoutMemory,

    /// <summary>The store does not report that the last accepted operation is lost because a sync lied.</summary>
    HidesLoss,

    /// <summary>A host that another one has replaced as the owner of the store continues to write.</summary>
    IgnoresGeneration,

    /// <summary>The store treats a damaged image as one that does not exist.</summary>
    HidesDamage,

    /// <summary>An edit by query finds the images that existed when the last operation was enqueued, which is before the lease.</summary>
    ScansBeforeLease,

    /// <summary>An edit by query that loses its lease after it has found its images does not search again.</summary>
    KeepsMatches,

    /// <summary>The store keeps neither the number of matches of an edit by query nor why it failed.</summary>
    ForgetsMatches,

    /// <summary>The store writes the images of an edit by query again if the commit of a host arrives after another host has finished the edit.</summary>
    CommitsEditsTwice,
}
