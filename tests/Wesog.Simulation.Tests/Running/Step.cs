namespace Wesog.Simulation.Tests.Running;

/// <summary>Something that can happen next: work that goes on, a timer that fires, a call that reaches the store or its caller.</summary>
/// <param name="name">For the trace.</param>
/// <param name="host">Whose it is; null for no one's. It does not happen while its host is paused, nor after its host is gone.</param>
/// <param name="notBefore">When it can happen.</param>
/// <param name="run">Lets it happen, on this thread, until all that follows from it waits again.</param>
internal sealed class Step(string name, Host? host, TimeSpan notBefore, Action run)
{
    public string Name { get; } = name;

    public Host? Host { get; } = host;

    public Action Run { get; } = run;

    /// <summary>When it can happen.</summary>
    public TimeSpan From => Host is { } host && host.PausedUntil > notBefore ? host.PausedUntil : notBefore;

    /// <summary>What it may still do to the store when its host is gone: a request that is on its way. Null for nothing.</summary>
    public Action? Leaves { get; init; }
}
