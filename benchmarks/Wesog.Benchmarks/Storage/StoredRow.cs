namespace Wesog.Benchmarks.Storage;

/// <summary>A row as the baseline writes it.</summary>
internal readonly record struct StoredRow(string Id, byte[] Json);
