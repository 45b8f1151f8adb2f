namespace Wesog.Storage;

/// <summary>Which finished operations are kept.</summary>
/// <param name="FinishedBefore">Those that finished earlier go.</param>
/// <param name="KeepPerTenant">Of each tenant, this many of the last to finish stay at most.</param>
/// <param name="MaxCount">How many one call removes at most.</param>
public readonly record struct RetentionPolicy(DateTimeOffset FinishedBefore, int KeepPerTenant, int MaxCount);
