namespace Wesog.Engine;

/// <summary>Where an engine is in its life.</summary>
internal enum EngineState
{
    Created,
    Running,
    Stopped,
}
