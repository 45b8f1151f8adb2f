using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// Thrown by <see cref="IImageStore.OpenAsync"/> only, if a store cannot be opened and a retry cannot succeed: the file or database
/// belongs to another process, is of another kind or a newer version, is damaged, or cannot be written.
/// </summary>
/// <param name="store">The store's name.</param>
/// <param name="message">What failed and why, for the operator of the host.</param>
/// <param name="innerException">The error of the storage itself, if any.</param>
public sealed class StoreInitializationException(string store, string message, Exception? innerException = null)
    : WesogException(message, innerException)
{
    /// <summary>The store's name.</summary>
    public string Store { get; } = store;
}
