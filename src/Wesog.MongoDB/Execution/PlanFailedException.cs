namespace Wesog.MongoDB.Execution;

/// <summary>Wraps an exception that a plan threw, so that it is not treated as a server failure.</summary>
internal sealed class PlanFailedException(Exception failure) : Exception("The plan of a transaction failed.", failure);
