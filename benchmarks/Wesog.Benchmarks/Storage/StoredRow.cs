namespace Wesog.Benchmarks.Storage;

/// <summary>A row of the raw database.</summary>
internal readonly record struct StoredRow(string Id, byte[] Json);
