namespace Wesog.Simulation.Tests.Running;

/// <summary>A step that can run next: a task, a timer, or the arrival of a request or response.</summary>
/// <param name="name">The name in the trace.</param>
/// <param name="host">The host, or null. A step does not run while its host is paused or down.</param>
/// <param name="notBefore">The earliest time.</param>
/// <param name="run">Runs the step on the current thread.</param>
internal sealed class Step(string name, Host? host, TimeSpan notBefore, Action run)
{
    public string Name { get; } = name;

    public Host? Host { get; } = host;

    public Action Run { get; } = run;

    /// <summary>The earliest time, considering a pause of the host.</summary>
    public TimeSpan ReadyAt => Host is { } host && host.PausedUntil > notBefore ? host.PausedUntil : notBefore;

    /// <summary>The effect of a request that is in flight when its host crashes, or null.</summary>
    public Action? InFlightEffect { get; init; }
}
