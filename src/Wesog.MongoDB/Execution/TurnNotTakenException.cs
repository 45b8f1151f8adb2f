namespace Wesog.MongoDB.Execution;

/// <summary>Aborts a claim or inline transaction when the lease is unavailable or no operation is pending.</summary>
internal sealed class TurnNotTakenException : Exception;
