namespace Wesog.StoreHistories.Running;

/// <summary>The exception that a decision of a history throws.</summary>
public sealed class DecisionFailedException() : Exception("The decision failed.");
