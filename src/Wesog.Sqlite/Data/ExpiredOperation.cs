namespace Wesog.Sqlite.Data;

/// <summary>A finished operation that is to be removed.</summary>
internal readonly record struct ExpiredOperation(long Tenant, long Row);
