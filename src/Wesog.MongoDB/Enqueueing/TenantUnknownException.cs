namespace Wesog.MongoDB.Enqueueing;

/// <summary>
/// A tenant has no counters yet. They are created outside the transaction, because concurrent hosts would conflict.
/// </summary>
internal sealed class TenantUnknownException : Exception;
