using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>Deletes finished operations that a reader found expired. Counts only rows that still exist.</summary>
internal sealed class RemoveCommand(IReadOnlyList<ExpiredOperation> expired) : ResultCommand<int>
{
    public override int Weight => expired.Count;

    public override void Apply(Connection connection)
    {
        Result = 0;
        foreach (var tenant in expired.GroupBy(operation => operation.Tenant))
        {
            var removed = tenant.Count(operation => OperationRows.Delete(connection, operation.Row));
            TenantRows.Forget(connection, tenant.Key, removed);
            Result += removed;
        }
    }
}
