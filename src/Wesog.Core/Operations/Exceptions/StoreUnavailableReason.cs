namespace Wesog.Operations;

/// <summary>What keeps a store from doing what it was asked to. Names on the wire: <see cref="WireNames"/>.</summary>
public enum StoreUnavailableReason
{
    /// <summary>The store cannot be reached, or does not answer in time. Also what a store cannot tell more exactly.</summary>
    Unreachable,

    /// <summary>Another program or transaction holds a lock for longer than the store waits for it.</summary>
    Locked,

    /// <summary>The store's disk, or its share of it, is full.</summary>
    DiskFull,

    /// <summary>The store's disk fails, or what it holds is damaged.</summary>
    DiskError,

    /// <summary>The store is read-only, or the engine lacks a right that it had at the start.</summary>
    AccessDenied,
}
