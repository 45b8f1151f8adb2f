namespace Wesog.Simulation.Tests.Running;

/// <summary>The outcome of a call to the store.</summary>
internal enum CallOutcome
{
    /// <summary>The call takes effect, and its response arrives immediately.</summary>
    Completed,

    /// <summary>The call takes effect, and its response arrives later.</summary>
    ResponseDelayed,

    /// <summary>The call, or its whole host, pauses, possibly for longer than a lease. Then the call has one of the other outcomes.</summary>
    Delayed,

    /// <summary>The call does not reach the store.</summary>
    NotReceived,

    /// <summary>The call takes effect, and its response is lost.</summary>
    ResponseLost,

    /// <summary>The caller has cancelled the call, and it does not take effect.</summary>
    Canceled,

    /// <summary>The caller has cancelled the call, but it takes effect.</summary>
    CanceledTooLate,

    /// <summary>The call fails because of an internal error and does not take effect.</summary>
    Failed,

    /// <summary>The host runs out of memory before the call takes effect.</summary>
    OutOfMemory,

    /// <summary>The call takes effect, and the host runs out of memory before it receives the response.</summary>
    OutOfMemoryTooLate,
}
