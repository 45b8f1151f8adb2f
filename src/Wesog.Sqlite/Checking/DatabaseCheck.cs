using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Storage;

namespace Wesog.Sqlite.Checking;

/// <summary>Checks the file of one connection, in one snapshot. Damage in one part does not hide damage in another.</summary>
internal sealed class DatabaseCheck(Connection connection, CancellationToken cancellationToken)
{
    // Rows have checksums from this version of the tables.
    private const int FirstWithChecksums = 3;
    private const int FirstWithIndex = 4;

    private static readonly (string What, string Sql)[] Totals =
    [
        ("images", "SELECT name, images, (SELECT count(*) FROM images WHERE tenant = t.id) FROM tenants t"),
        ("waiting operations", "SELECT name, unfinished, (SELECT count(*) FROM operations WHERE tenant = t.id AND finished_at IS NULL) FROM tenants t"),
        ("bytes of waiting operations", "SELECT name, unfinished_bytes, (SELECT coalesce(sum(bytes), 0) FROM operations WHERE tenant = t.id AND finished_at IS NULL) FROM tenants t"),
        ("finished operations", "SELECT name, finished, (SELECT count(*) FROM operations WHERE tenant = t.id AND finished_at IS NOT NULL) FROM tenants t"),
    ];

    private readonly List<string> _damage = [];
    private readonly Dictionary<long, string> _tenants = [];
    private long _count;
    private long _images;
    private long _operations;
    private long _unverified;
    private IndexCheck? _index;

    /// <param name="lostLog">Why the log has lost committed transactions; null if it has not.</param>
    public SqliteCheckReport Run(string? lostLog)
    {
        if (lostLog is not null)
        {
            Report($"log: {lostLog}");
        }

        connection.Run("BEGIN");
        CheckPages();
        var version = connection.Number("PRAGMA user_version");
        if (version >= FirstWithIndex)
        {
            Try(() => _index = IndexCheck.Begin(connection, cancellationToken));
        }

        if (version >= FirstWithChecksums)
        {
            var hasNames = Try(CheckTenants);
            CheckRows(ImageRows.Scan, ImageRows.Keys, CheckImage, keys => ImageRows.Describe(NameOf(keys.Int(1)), keys.Text(2)));
            CheckRows(OperationRows.Scan, OperationRows.Keys, CheckOperation, keys => OperationRows.Describe(NameOf(keys.Int(1)), keys.Int(2)));
            if (hasNames)
            {
                Try(CheckPayloads);
            }
        }
        else
        {
            Try(() => _unverified = _images = connection.Number("SELECT count(*) FROM images"));
            Try(() => _unverified += _operations = connection.Number("SELECT count(*) FROM operations"));
        }

        foreach (var (what, sql) in Totals)
        {
            Try(() => CheckTotals(what, sql));
        }

        return new(_damage, _count, _images, _operations, _unverified);
    }

    // SQLite lists the faults that it finds, and may then fail because of them.
    private void CheckPages()
    {
        var before = _count;
        try
        {
            using var statement = connection.Use("PRAGMA integrity_check");
            while (statement.Step())
            {
                if (statement.Text(0) is not "ok" and var fault)
                {
                    Report(string.Join("; ", fault.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
                }
            }
        }
        catch (StoreDamagedException) when (_count > before)
        {
            // Listed already.
        }
        catch (StoreDamagedException damage)
        {
            Report(damage.Location ?? "pages that SQLite cannot read");
        }
    }

    private void CheckTenants()
    {
        using var statement = connection.Use(TenantRows.Scan);
        while (statement.Step())
        {
            _tenants[statement.Int(0)] = statement.Text(1);
            foreach (var damage in new[] { TenantRows.FindDamage(statement), TenantRows.FindTotalsDamage(statement) }.OfType<StoreDamagedException>())
            {
                Report(damage.Location!);
            }
        }
    }

    /// <param name="scan">Selects the rows between two row ids.</param>
    /// <param name="keys">Selects the row ids and the keys of all rows from an index.</param>
    /// <param name="check">Checks a row of the scan, and returns its row id.</param>
    /// <param name="describe">Names a row of the keys.</param>
    private void CheckRows(string scan, string keys, Func<Statement, long> check, Func<Statement, string> describe)
    {
        var last = 0L;
        if (Try(() => Read(long.MinValue, long.MaxValue)))
        {
            return;
        }

        // A scan ends at a damaged page. The index tells which of the following rows exist.
        Try(() =>
        {
            var scanned = last;
            using var statement = connection.Use(keys);
            while (statement.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = statement.Int(0);
                if (row > scanned && (!TryRead(row) || last != row))
                {
                    Report($"{describe(statement)} cannot be read");
                }
            }
        });

        bool TryRead(long row)
        {
            try
            {
                Read(row, row);
                return true;
            }
            catch (StoreDamagedException)
            {
                return false;
            }
        }

        void Read(long first, long end)
        {
            using var statement = connection.Use(scan).Bind(1, first).Bind(2, end);
            while (statement.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = check(statement);
            }
        }
    }

    private long CheckImage(Statement statement)
    {
        _images++;
        var tenant = statement.Int(7);
        var damage = ImageRows.FindDamage(statement, tenant, NameOf(tenant), statement.Text(8));
        Verified(statement.IntOrNull(6), damage);
        if (damage is null && ImageRows.HasChecksum(statement)
            && _index?.Lacks(statement.Int(0), tenant, ImageRows.View(statement, tenant, NameOf(tenant), statement.Text(8))) == true)
        {
            Report($"index of {ImageRows.Describe(NameOf(tenant), statement.Text(8))}");
        }

        return statement.Int(0);
    }

    private long CheckOperation(Statement statement)
    {
        _operations++;
        var tenant = statement.Int(24);
        Verified(statement.IntOrNull(18), OperationRows.FindDamage(statement, tenant, NameOf(tenant)));
        return statement.Int(25);
    }

    private void CheckPayloads()
    {
        foreach (var operation in _tenants.SelectMany(tenant => OperationRows.Unfinished(connection, tenant.Key, tenant.Value)).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Try(() => PayloadRows.Read(connection, operation));
        }

        using var statement = connection.Use(PayloadRows.Orphans);
        while (statement.Step())
        {
            Report($"payload in row {statement.Int(0)} belongs to no waiting operation");
        }
    }

    private void CheckTotals(string what, string sql)
    {
        using var statement = connection.Use(sql);
        while (statement.Step())
        {
            if (statement.Int(1) != statement.Int(2))
            {
                Report($"totals of tenant '{statement.Text(0)}': {statement.Int(1)} {what}, but there are {statement.Int(2)}");
            }
        }
    }

    private void Verified(long? checksum, StoreDamagedException? damage)
    {
        _unverified += checksum is null ? 1 : 0;
        if (damage is not null)
        {
            Report(damage.Location!);
        }
    }

    private bool Try(Action check)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            check();
            return true;
        }
        catch (StoreDamagedException damage)
        {
            Report(damage.Location ?? damage.Message);
            return false;
        }
    }

    private void Report(string damage)
    {
        _count++;
        if (_damage.Count < SqliteCheckReport.MaxListed)
        {
            _damage.Add(damage);
        }
    }

    private string NameOf(long tenant) => _tenants.GetValueOrDefault(tenant) ?? $"(row {tenant})";
}
