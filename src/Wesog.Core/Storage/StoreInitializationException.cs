using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// A store cannot be opened as it is, and trying again changes nothing: what it is to be kept in belongs to another
/// process, is of another kind or a newer version, is damaged, or cannot be written. Thrown by
/// <see cref="IImageStore.OpenAsync"/> only.
/// </summary>
/// <param name="store">The store's name.</param>
/// <param name="message">What is refused and why, for whoever runs the host.</param>
/// <param name="innerException">What the storage itself said, if anything.</param>
public sealed class StoreInitializationException(string store, string message, Exception? innerException = null)
    : WesogException(message, innerException)
{
    /// <summary>The store's name.</summary>
    public string Store { get; } = store;
}
