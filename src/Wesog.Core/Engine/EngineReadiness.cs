using Wesog.Operations;

namespace Wesog.Engine;

/// <summary>The readiness of an engine: whether it runs, and whether its store can be read and written.</summary>
/// <param name="IsRunning">Whether the engine has started and is not stopping.</param>
/// <param name="Reading">Why the store cannot be read; null if it can be read or the engine does not run.</param>
/// <param name="Writing">Why the store cannot be written; null if it can be written or the engine does not run.</param>
public sealed record EngineReadiness(bool IsRunning, StoreUnavailableReason? Reading, StoreUnavailableReason? Writing)
{
    /// <summary>
    /// Whether a call since the start has found that part of what the store keeps is damaged. The engine serves the rest. It stays so until
    /// the engine is started again. Default false.
    /// </summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether the engine runs, and its store can be read and written and is not known to be damaged.</summary>
    public bool IsReady => IsRunning && Reading is null && Writing is null && !IsDamaged;
}
