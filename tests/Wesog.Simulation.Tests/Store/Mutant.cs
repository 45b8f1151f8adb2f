namespace Wesog.Simulation.Tests.Store;

/// <summary>A bug that is planted to see whether the simulation finds it.</summary>
public enum Mutant
{
    /// <summary>None: the store does what the port says.</summary>
    None,

    /// <summary>A transaction does not ask whether its lease is over.</summary>
    NoFence,

    /// <summary>Now and then a transaction's images are written, and it fails before its operations are finished.</summary>
    AppliesThenFails,

    /// <summary>A turn takes its first two operations in the wrong order.</summary>
    WrongOrder,

    /// <summary>Good items of an operation that failed are written, as if it was a subset.</summary>
    SubsetOnFailure,

    /// <summary>An idempotency key is looked up first and bound later.</summary>
    LooksThenInserts,

    /// <summary>A commit that expects no image is not shown the images that exist.</summary>
    BelievesExpectAbsent,
}
