using Wesog.Operations;

namespace Wesog.Sqlite.Data;

/// <summary>
/// Reads and writes the table of tenants. Each row has two checksums: one of the name, which never changes and identifies the tenant, and one of
/// the totals, which every read of them verifies.
/// </summary>
internal static class TenantRows
{
    /// <summary>Selects the columns that <see cref="FindDamage"/> and <see cref="FindTotalsDamage"/> need, of all rows, from the table and not from its index.</summary>
    public const string Scan = $"SELECT {Columns} FROM tenants NOT INDEXED";

    private const string Columns = "id, name, checksum, last_number, unfinished, unfinished_bytes, finished, images, totals_checksum";

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
        AddChecksums(connection, row, name, default);
        return row;
    }

    /// <summary>Reads the totals; all are 0 if there is no such row.</summary>
    /// <exception cref="StoreDamagedException">The totals are damaged.</exception>
    public static TenantTotals ReadTotals(Connection connection, long tenant)
    {
        using var statement = connection.Use($"SELECT {Columns} FROM tenants WHERE id = ?1").Bind(1, tenant);
        return !statement.Step() ? default : FindTotalsDamage(statement) is { } damage ? throw damage : Totals(statement);
    }

    public static void WriteTotals(Connection connection, long tenant, TenantTotals totals) => connection
        .Use("""
            UPDATE tenants
            SET last_number = ?2, unfinished = ?3, unfinished_bytes = ?4, finished = ?5, images = ?6, totals_checksum = ?7
            WHERE id = ?1
            """)
        .Bind(1, tenant).Bind(2, totals.Queue.LastNumber).Bind(3, totals.Queue.Operations).Bind(4, totals.Queue.Bytes)
        .Bind(5, totals.Finished).Bind(6, totals.Images).Bind(7, totals.ChecksumAt(tenant)).Run();

    /// <summary>Reads all tenants, and adds the checksums that rows of an earlier version do not have.</summary>
    /// <exception cref="StoreDamagedException">A row id or a name is damaged.</exception>
    public static List<LoadedTenant> Load(Connection connection)
    {
        var tenants = new List<LoadedTenant>();
        var unsigned = new List<LoadedTenant>();
        using (var statement = connection.Use(Scan))
        {
            while (statement.Step())
            {
                var damage = FindTotalsDamage(statement);
                var tenant = new LoadedTenant(
                    statement.Int(0), FindDamage(statement) is { } wrong ? throw wrong : statement.Text(1), Totals(statement), damage);
                tenants.Add(tenant);
                if (damage is null && (statement.IntOrNull(2) is null || statement.IntOrNull(8) is null))
                {
                    unsigned.Add(tenant);
                }
            }
        }

        unsigned.ForEach(tenant => AddChecksums(connection, tenant.Row, tenant.Name, tenant.Totals));
        return tenants;
    }

    /// <summary>Compares the row id and the name of a row of <see cref="Scan"/> with their checksum. Returns null if they are what was written.</summary>
    public static StoreDamagedException? FindDamage(Statement statement)
    {
        var (row, name) = (statement.Int(0), statement.Text(1));
        return name.Length > 0 && statement.HasChecksum(2, ChecksumOf(row, name)) ? null : Failures.Damage($"tenant '{name}' in row {row}");
    }

    /// <summary>Compares the totals of a row of <see cref="Scan"/> with their checksum. Returns null if they are what was written.</summary>
    public static StoreDamagedException? FindTotalsDamage(Statement statement) =>
        statement.HasChecksum(8, Totals(statement).ChecksumAt(statement.Int(0))) ? null : Failures.Damage($"totals of tenant '{statement.Text(1)}'");

    private static TenantTotals Totals(Statement statement) =>
        new(new(statement.Int(3), statement.Int(4), statement.Int(5)), statement.Int(6), statement.Int(7));

    private static void AddChecksums(Connection connection, long row, string name, TenantTotals totals) => connection
        .Use("UPDATE tenants SET checksum = ?2, totals_checksum = ?3 WHERE id = ?1")
        .Bind(1, row).Bind(2, ChecksumOf(row, name)).Bind(3, totals.ChecksumAt(row)).Run();

    private static int ChecksumOf(long row, string name)
    {
        var checksum = new Checksum();
        checksum.Add(row);
        checksum.Add(name);
        return checksum.Value;
    }
}

/// <summary>A tenant as it is when the store is opened.</summary>
/// <param name="Row">The row id.</param>
/// <param name="Name">The name.</param>
/// <param name="Totals">The totals.</param>
/// <param name="TotalsDamage">Why the totals cannot be used; null if they can.</param>
internal sealed record LoadedTenant(long Row, string Name, TenantTotals Totals, StoreDamagedException? TotalsDamage);
