namespace Wesog.Engine;

/// <summary>The lifecycle state of an engine.</summary>
internal enum EngineState
{
    Created,
    Starting,
    Running,
    Stopped,
}
