namespace Wesog.Storage;

/// <summary>Defines which finished operations are kept.</summary>
/// <param name="FinishedBefore">Operations that finished before this time are removed.</param>
/// <param name="KeepPerTenant">The most finished operations to keep per tenant: the last to finish.</param>
/// <param name="MaxCount">The most operations that one call removes.</param>
public readonly record struct RetentionPolicy(DateTimeOffset FinishedBefore, int KeepPerTenant, int MaxCount)
{
    /// <summary>The longest clock state, in bytes.</summary>
    public const int MaxClockStateBytes = 64;

    /// <summary>
    /// Updates the state of the engine's clock, a few bytes that the store keeps as durably as everything else, one value for all tenants:
    /// returns the state to keep instead of the given one, which is empty if the store has none. Has no side effects; a store may call it
    /// several times, and need not write an equal state. Null: the state does not change. Default null.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? UpdateClockState { get; init; }
}
