namespace Wesog.Operations;

/// <summary>The engine is stopping, or was disposed; it accepts nothing more.</summary>
public sealed class EngineStoppedException() : WesogException("The engine is stopping; submit again when it has started anew.");
