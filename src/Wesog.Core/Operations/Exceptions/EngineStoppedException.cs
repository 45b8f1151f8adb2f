namespace Wesog.Operations;

/// <summary>The engine does not run: it was not started, it is stopping, or it was disposed.</summary>
public sealed class EngineStoppedException : WesogException
{
    /// <summary>A submission that was not accepted.</summary>
    public EngineStoppedException()
        : base("The engine does not run; nothing was accepted. Submit again when it has started.")
    {
    }

    /// <summary>An operation that was accepted, and that the engine stopped before carrying out.</summary>
    /// <param name="operationId">Its number.</param>
    public EngineStoppedException(long operationId)
        : base($"The engine stopped before operation {operationId} was carried out. It is in the store, and runs at the next start if that lasts.") =>
        OperationId = operationId;

    /// <summary>The number of the operation that was accepted; null where none was.</summary>
    public long? OperationId { get; }
}
