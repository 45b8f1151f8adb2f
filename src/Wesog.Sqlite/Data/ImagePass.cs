using Wesog.Query;
using Wesog.Sqlite.Indexing;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Gives a scan the rows of a tenant's images, in one snapshot, until it pauses or has enough.</summary>
/// <param name="scan">The scan.</param>
/// <param name="tenant">The row id of the tenant.</param>
/// <param name="name">The tenant.</param>
/// <param name="index">The index that finds the images of the filter; null to give all.</param>
internal sealed class ImagePass(ImageScan scan, long tenant, string name, StoreIndex? index)
{
    // No id is empty, so all ids are greater than the empty text. A blob is greater than every text.
    private const string Ascending =
        $"SELECT {ImageRows.Columns}, id FROM images WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT -1 OFFSET ?3";

    private const string Descending =
        $"SELECT {ImageRows.Columns}, id FROM images WHERE tenant = ?1 AND id < coalesce(?2, x'') ORDER BY id DESC LIMIT -1 OFFSET ?3";

    // Reads the table in the order of its pages, which is several times as fast as by an index of random ids.
    private const string Unordered = $"SELECT {ImageRows.Columns}, id FROM images NOT INDEXED WHERE tenant = ?1 AND ?2 IS NULL AND ?3 = 0";

    private Statement? _rows;

    /// <summary>Gives the scan rows.</summary>
    /// <returns>Whether the scan has ended; otherwise it pauses.</returns>
    /// <exception cref="Operations.StoreDamagedException">An image is damaged.</exception>
    public bool Run(Connection connection)
    {
        if (_rows is null)
        {
            scan.Begin(TenantRows.ReadTotals(connection, tenant).Images);
            _rows = Open(connection);
        }

        while (true)
        {
            if (Give(_rows))
            {
                return false;
            }

            _rows.Dispose();
            if (!scan.NeedsPass())
            {
                return true;
            }

            _rows = Open(connection);
        }
    }

    /// <summary>Forgets the rows, so that <see cref="Run"/> begins again, in another snapshot.</summary>
    public void Restart()
    {
        _rows?.Dispose();
        _rows = null;
    }

    private Statement Open(Connection connection)
    {
        if (index?.Narrow(connection, tenant, scan.Filter)?.Open(connection, scan) is { } found)
        {
            return found;
        }

        var sql = scan.Order switch
        {
            ScanOrder.ById => Ascending,
            ScanOrder.ByIdDescending => Descending,
            _ => HasMostRows(connection) ? Unordered : Ascending,
        };
        return connection.Use(sql).Bind(1, tenant).Bind(2, sql == Ascending ? scan.After ?? "" : scan.After).Bind(3, scan.Offset);
    }

    // Whether most rows of the table are the tenant's. Row ids grow, so the greatest is at least the number of rows.
    private bool HasMostRows(Connection connection) => scan.Count > connection.Number("SELECT max(row) FROM images") / 2;

    // Returns whether the scan pauses.
    private bool Give(Statement rows)
    {
        // SQLite would skip all rows, to find none.
        if (scan.Offset >= scan.Count)
        {
            return false;
        }

        while (rows.Step())
        {
            var step = scan.Add(ImageRows.View(rows, tenant, name, rows.Text(7)));
            if (step != ScanStep.Next)
            {
                return step == ScanStep.Pause;
            }
        }

        return false;
    }
}
