using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the table of tenants: name, last operation number, and totals.</summary>
internal static class TenantRows
{
    public static long FindOrAdd(Connection connection, string name)
    {
        using (var find = connection.Use("SELECT id FROM tenants WHERE name = ?1").Bind(1, name))
        {
            if (find.Step())
            {
                return find.Int(0);
            }
        }

        connection.Use("INSERT INTO tenants (name) VALUES (?1)").Bind(1, name).Run();
        return connection.LastRow;
    }

    public static QueueTotals ReadTotals(Connection connection, long tenant)
    {
        using var statement = connection
            .Use("SELECT last_number, unfinished, unfinished_bytes FROM tenants WHERE id = ?1").Bind(1, tenant);
        return statement.Step() ? new(statement.Int(0), statement.Int(1), statement.Int(2)) : default;
    }

    /// <summary>Updates the totals.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="totals">The new totals of the queue.</param>
    /// <param name="finished">The change of the number of finished operations.</param>
    /// <param name="images">The change of the number of images.</param>
    public static void Update(Connection connection, long tenant, QueueTotals totals, int finished = 0, int images = 0) => connection
        .Use("""
            UPDATE tenants
            SET last_number = ?2, unfinished = ?3, unfinished_bytes = ?4, finished = finished + ?5, images = images + ?6
            WHERE id = ?1
            """)
        .Bind(1, tenant).Bind(2, totals.LastNumber).Bind(3, totals.Operations).Bind(4, totals.Bytes).Bind(5, finished).Bind(6, images).Run();

    public static long CountImages(Connection connection, long tenant)
    {
        using var statement = connection.Use("SELECT images FROM tenants WHERE id = ?1").Bind(1, tenant);
        return statement.Step() ? statement.Int(0) : 0;
    }

    /// <summary>Returns the names of all tenants by row id.</summary>
    public static Dictionary<long, string> All(Connection connection)
    {
        var names = new Dictionary<long, string>();
        using var statement = connection.Use("SELECT id, name FROM tenants");
        while (statement.Step())
        {
            names.Add(statement.Int(0), statement.Text(1));
        }

        return names;
    }

    /// <summary>Returns the tenants with finished operations, and the number of them.</summary>
    public static List<(long Tenant, long Finished)> WithFinished(Connection connection)
    {
        var tenants = new List<(long, long)>();
        using var statement = connection.Use("SELECT id, finished FROM tenants WHERE finished > 0");
        while (statement.Step())
        {
            tenants.Add((statement.Int(0), statement.Int(1)));
        }

        return tenants;
    }
}
