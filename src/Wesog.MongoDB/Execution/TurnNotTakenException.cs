namespace Wesog.MongoDB.Execution;

/// <summary>A turn is not to be had, or has nothing in it: the transaction that was to take it ends without a trace.</summary>
internal sealed class TurnNotTakenException : Exception;
