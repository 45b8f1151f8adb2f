namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>The point at which a host pauses, like one whose machine is suspended. Its heartbeats pause at either point.</summary>
internal enum HoldPoint
{
    /// <summary>Before a transaction.</summary>
    BeforeTransaction,

    /// <summary>Within a transaction, after its reads and before its writes.</summary>
    InPlan,
}
