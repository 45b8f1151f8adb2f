namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Where a host stands still, as one does whose machine is suspended. Its heartbeats stop wherever it is.</summary>
internal enum HoldPoint
{
    /// <summary>Before a transaction.</summary>
    BeforeTransaction,

    /// <summary>Within a transaction, when it has read and is about to write.</summary>
    InPlan,
}
