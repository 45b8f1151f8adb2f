namespace Wesog.StoreHistories.Running;

/// <summary>What a plan of a history throws.</summary>
public sealed class PlanFaultException() : Exception("The plan's own fault.");
