namespace Wesog.AspNetCore.Parameters;

/// <summary>A name and a value of a query, decoded.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; empty where there is none.</param>
/// <param name="SentWithPlus">The value as it was sent, if it has a raw plus sign, which is decoded to a space; else null.</param>
internal readonly record struct QueryPair(string Name, string Value, string? SentWithPlus = null);
