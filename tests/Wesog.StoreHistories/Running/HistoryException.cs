namespace Wesog.StoreHistories.Running;

/// <summary>The result of a store differs from that of the model.</summary>
public sealed class HistoryException(string message) : Exception(message);
