namespace Wesog.Storage;

/// <summary>Defines which finished operations are kept.</summary>
/// <param name="FinishedBefore">Operations that finished before this time are removed.</param>
/// <param name="KeepPerTenant">The most finished operations to keep per tenant: the last to finish.</param>
/// <param name="MaxCount">The most operations that one call removes.</param>
public readonly record struct RetentionPolicy(DateTimeOffset FinishedBefore, int KeepPerTenant, int MaxCount);
