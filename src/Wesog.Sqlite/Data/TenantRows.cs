using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the table of tenants: name, last operation number, and totals.</summary>
internal static class TenantRows
{
    /// <summary>Selects the row id, the name and the checksum of all rows, from the table and not from its index.</summary>
    public const string Scan = "SELECT id, name, checksum FROM tenants NOT INDEXED";

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
        var row = connection.LastRow;
        connection.Use("UPDATE tenants SET checksum = ?2 WHERE id = ?1").Bind(1, row).Bind(2, ChecksumOf(row, name)).Run();
        return row;
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
    /// <exception cref="StoreDamagedException">A row id or a name is damaged.</exception>
    public static Dictionary<long, string> All(Connection connection)
    {
        var names = new Dictionary<long, string>();
        using var statement = connection.Use(Scan);
        while (statement.Step())
        {
            names.Add(statement.Int(0), FindDamage(statement) is { } damage ? throw Failures.Damage(damage) : statement.Text(1));
        }

        return names;
    }

    /// <summary>Compares a row of <see cref="Scan"/> with its checksum. Returns null if it is what was written, or has no checksum.</summary>
    public static string? FindDamage(Statement statement)
    {
        var (row, name) = (statement.Int(0), statement.Text(1));
        return statement.IntOrNull(2) is { } written && written != ChecksumOf(row, name) ? $"tenant '{name}' in row {row}" : null;
    }

    // Of what never changes. The totals can be counted again.
    private static int ChecksumOf(long row, string name)
    {
        var checksum = new Checksum();
        checksum.Add(row);
        checksum.Add(name);
        return checksum.Value;
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
