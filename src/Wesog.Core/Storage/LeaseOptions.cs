namespace Wesog.Storage;

/// <summary>For whom a lease is and how long it lives, by the store's clock, unless it is renewed.</summary>
/// <param name="Owner">Names the engine, unique among all on one store.</param>
/// <param name="Duration">How long.</param>
public sealed record LeaseOptions(string Owner, TimeSpan Duration);
