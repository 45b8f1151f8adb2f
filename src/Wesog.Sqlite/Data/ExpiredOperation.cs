namespace Wesog.Sqlite.Data;

/// <summary>A finished operation that retention removes.</summary>
internal readonly record struct ExpiredOperation(long Tenant, long Row);
