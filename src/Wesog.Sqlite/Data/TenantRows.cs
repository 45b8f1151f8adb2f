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

    /// <summary>Reserves a number and queue capacity for one operation.</summary>
    /// <returns>The operation's number, or null if a queue limit would be exceeded.</returns>
    public static long? Admit(Connection connection, long tenant, long bytes, Storage.QueueLimits bounds)
    {
        using var statement = connection
            .Use("""
                UPDATE tenants
                SET last_number = last_number + 1, unfinished = unfinished + 1, unfinished_bytes = unfinished_bytes + ?2
                WHERE id = ?1 AND unfinished < ?3 AND unfinished_bytes <= ?4
                RETURNING last_number
                """)
            .Bind(1, tenant).Bind(2, bytes).Bind(3, bounds.Operations).Bind(4, bounds.Bytes - bytes);
        return statement.Step() ? statement.Int(0) : null;
    }

    /// <summary>Assigns numbers to operations that finish in the accepting transaction.</summary>
    /// <returns>The last assigned number, or null if the tenant has unfinished operations.</returns>
    public static long? AdmitFinished(Connection connection, long tenant, int operations)
    {
        using var statement = connection
            .Use("""
                UPDATE tenants SET last_number = last_number + ?2, finished = finished + ?2
                WHERE id = ?1 AND unfinished = 0
                RETURNING last_number
                """)
            .Bind(1, tenant).Bind(2, operations);
        return statement.Step() ? statement.Int(0) : null;
    }

    /// <summary>Updates the totals after operations finish.</summary>
    public static void Finish(Connection connection, long tenant, int operations, long bytes, int moreImages) => connection
        .Use("""
            UPDATE tenants
            SET unfinished = unfinished - ?2, unfinished_bytes = unfinished_bytes - ?3, finished = finished + ?2, images = images + ?4
            WHERE id = ?1
            """)
        .Bind(1, tenant).Bind(2, operations).Bind(3, bytes).Bind(4, moreImages).Run();

    public static void Forget(Connection connection, long tenant, int operations) => connection
        .Use("UPDATE tenants SET finished = finished - ?2 WHERE id = ?1").Bind(1, tenant).Bind(2, operations).Run();

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
