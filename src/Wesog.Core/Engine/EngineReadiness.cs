using Wesog.Operations;

namespace Wesog.Engine;

/// <summary>Whether an engine can do its work now, and what keeps it from it.</summary>
/// <param name="IsRunning">Whether the engine was started and does not stop.</param>
/// <param name="Reading">Why the store cannot be read; null if it can, or the engine does not run.</param>
/// <param name="Writing">Why the store cannot be written; null if it can, or the engine does not run.</param>
public sealed record EngineReadiness(bool IsRunning, StoreUnavailableReason? Reading, StoreUnavailableReason? Writing)
{
    /// <summary>Whether the engine runs and its store can be read and written.</summary>
    public bool IsReady => IsRunning && Reading is null && Writing is null;
}
