namespace Wesog.Operations;

/// <summary>
/// The store is out of reach. Whether a write that was under way took effect is not known; submitting again with the
/// same idempotency key is safe. Stores throw it for outages, and for nothing else.
/// </summary>
/// <remarks>Contract, section 5 and the 503 of section 6.</remarks>
public sealed class StoreUnavailableException(string store, Exception? innerException = null) : WesogException(
    $"The store \"{store}\" is out of reach. Try again later.", innerException)
{
    /// <summary>The store's name.</summary>
    public string Store { get; } = store;
}
