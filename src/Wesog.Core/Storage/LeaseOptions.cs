namespace Wesog.Storage;

/// <summary>The owner and the duration of a lease.</summary>
/// <param name="Owner">The name of the engine, unique among all engines on the store.</param>
/// <param name="Duration">The time until an unrenewed lease expires, by the store's clock.</param>
public sealed record LeaseOptions(string Owner, TimeSpan Duration);
