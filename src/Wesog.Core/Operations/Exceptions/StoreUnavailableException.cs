namespace Wesog.Operations;

/// <summary>
/// The store cannot do what it was asked to, and may be able to later. Whether a write that was under way took effect is
/// not known; submitting again with the same idempotency key is safe. Stores throw it for outages, and for nothing else.
/// </summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (503).</remarks>
/// <param name="store">The store's name, such as <c>sqlite</c>.</param>
/// <param name="reason">What keeps the store from it.</param>
/// <param name="innerException">The failure that the store met. It is logged, and never part of an answer.</param>
public sealed class StoreUnavailableException(string store, StoreUnavailableReason reason, Exception? innerException = null)
    : WesogException($"The store \"{store}\" is unavailable: {Describe(reason)}. Try again later.", innerException)
{
    /// <summary>The store's name.</summary>
    public string Store { get; } = store;

    /// <summary>What keeps the store from it.</summary>
    public StoreUnavailableReason Reason { get; } = reason;

    private static string Describe(StoreUnavailableReason reason) => reason switch
    {
        StoreUnavailableReason.Locked => "another program or transaction holds a lock",
        StoreUnavailableReason.DiskFull => "its disk is full",
        StoreUnavailableReason.DiskError => "its disk fails, or what it holds is damaged",
        StoreUnavailableReason.AccessDenied => "it is read-only, or a right is missing",
        _ => "it cannot be reached, or does not answer in time",
    };
}
