namespace Wesog.Simulation.Tests.Running;

/// <summary>Where a host is in its life.</summary>
internal enum HostState
{
    Starting,
    Running,
    Stopping,

    /// <summary>It has stopped; whoever waits on it is being told.</summary>
    Stopped,

    /// <summary>It has crashed, or could not start.</summary>
    Gone,
}
