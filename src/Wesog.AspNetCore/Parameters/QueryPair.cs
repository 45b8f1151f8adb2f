namespace Wesog.AspNetCore.Parameters;

/// <summary>A decoded name and value of a query string.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; empty if there is none.</param>
/// <param name="SentWithPlus">The value as it was sent if it contains a raw plus sign, which is decoded to a space; else null.</param>
internal readonly record struct QueryPair(string Name, string Value, string? SentWithPlus = null);
