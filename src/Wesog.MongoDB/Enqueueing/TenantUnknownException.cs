namespace Wesog.MongoDB.Enqueueing;

/// <summary>A tenant has no counters yet, and a transaction is not the place to begin them: hosts that do it at once would conflict.</summary>
internal sealed class TenantUnknownException : Exception;
