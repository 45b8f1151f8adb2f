using System.Buffers;
using Wesog.Query;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>Adds images to the index: first those that have changed, then those that follow the last one.</summary>
internal sealed class IndexSlice(Connection connection, ImageIndex index)
{
    private readonly ArrayBufferWriter<byte> _terms = new();
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <param name="count">The largest number of images.</param>
    public void Add(int count)
    {
        var changed = ChangedRows.Take(connection, count);
        foreach (var row in changed)
        {
            if (AddRows(row, 1, row) is null)
            {
                TermTable.Delete(connection, row);
            }
        }

        if (changed.Count < count && AddRows(IndexState.Read(connection).NextRow, count - changed.Count, long.MaxValue) is { } last)
        {
            IndexState.Advance(connection, last + 1);
        }
    }

    // Returns the last row id; null if there is no row.
    private long? AddRows(long first, int count, long end)
    {
        long? last = null;
        using var rows = connection.Use(ImageRows.Slice).Bind(1, first).Bind(2, end).Bind(3, count);
        while (rows.Step())
        {
            last = rows.Int(0);
            AddRow(rows, rows.Int(7), rows.Text(8));
        }

        return last;
    }

    private void AddRow(Statement image, long tenant, string id)
    {
        _terms.ResetWrittenCount();
        _text.ResetWrittenCount();
        if (ImageRows.FindDamage(image, tenant, "", id) is null)
        {
            index.WriteTerms(ImageRows.View(image, tenant, "", id), _terms);
        }
        else
        {
            // Every query meets the damage.
            ImageIndex.WriteUnknown(_terms);
        }

        TermText.Write(tenant, _terms.WrittenSpan, _text);
        TermTable.Write(connection, image.Int(0), _text.WrittenSpan);
    }
}
