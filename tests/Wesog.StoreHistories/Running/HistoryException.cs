namespace Wesog.StoreHistories.Running;

/// <summary>A store and the model differ.</summary>
public sealed class HistoryException(string message) : Exception(message);
