namespace Wesog.MongoDB.Execution;

/// <summary>A plan threw: whatever it was, it is not the server's doing.</summary>
internal sealed class PlanFailedException(Exception failure) : Exception("The plan of a transaction failed.", failure);
