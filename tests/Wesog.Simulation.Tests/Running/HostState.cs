namespace Wesog.Simulation.Tests.Running;

/// <summary>The state of a host.</summary>
internal enum HostState
{
    Starting,
    Running,
    Stopping,

    /// <summary>The host has stopped. Its waiters may not have been notified yet.</summary>
    Stopped,

    /// <summary>The host has crashed or could not start.</summary>
    Down,
}
