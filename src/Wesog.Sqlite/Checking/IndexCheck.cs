using System.Buffers;
using System.Collections;
using Wesog.Query;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Indexing;

namespace Wesog.Sqlite.Checking;

/// <summary>Finds images that the index lacks. It may have more than it needs, because every query tests what it finds.</summary>
/// <remarks>
/// The index lists its images by term. The check therefore first marks a bit for each term of each image, by its hash, and then looks up those that the images must
/// have. Some bits are marked by another term; damage that is hidden by all of them is unlikely.
/// </remarks>
internal sealed class IndexCheck
{
    // An image has about 60 terms. The bits take at most 128 MiB.
    private const long BitsPerImage = 1_024;
    private const int LeastBits = 1 << 16;
    private const int MostBits = 1 << 30;

    private readonly Connection _connection;
    private readonly ImageIndex _index;
    private readonly long _nextRow;
    private readonly BitArray _found;
    private readonly ArrayBufferWriter<byte> _terms = new();
    private readonly ArrayBufferWriter<byte> _text = new();

    private IndexCheck(Connection connection, ImageIndex index, long nextRow, int bits) =>
        (_connection, _index, _nextRow, _found) = (connection, index, nextRow, new(bits));

    /// <summary>Reads the index; returns null if the file has none.</summary>
    /// <exception cref="Operations.StoreDamagedException">SQLite cannot read the index.</exception>
    public static IndexCheck? Begin(Connection connection, CancellationToken cancellationToken)
    {
        if (IndexState.ReadIndex(connection) is not { } index)
        {
            return null;
        }

        var bits = Math.Clamp(connection.Number("SELECT count(*) FROM images") * BitsPerImage, LeastBits, MostBits);
        var check = new IndexCheck(connection, index, IndexState.Read(connection).NextRow, (int)bits);
        check.Read(cancellationToken);
        return check;
    }

    /// <summary>Whether the index lacks an image that it must have.</summary>
    /// <param name="row">The row id.</param>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="image">The image.</param>
    public bool Lacks(long row, long tenant, ScannedImage image)
    {
        if (row >= _nextRow || ChangedRows.Contains(_connection, row))
        {
            return false;
        }

        _terms.ResetWrittenCount();
        _text.ResetWrittenCount();
        _index.WriteTerms(image, _terms);
        TermText.Write(tenant, _terms.WrittenSpan, _text);
        for (var rest = _text.WrittenSpan; !rest.IsEmpty;)
        {
            var end = rest.IndexOf(ImageIndex.Separator);
            if (!_found[BitOf(rest[..end], row)])
            {
                return true;
            }

            rest = rest[(end + 1)..];
        }

        return false;
    }

    private void Read(CancellationToken cancellationToken)
    {
        // A table of the connection, not of the file.
        _connection.Run("PRAGMA query_only = OFF");
        _connection.Run($"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {TermTable.Name}, instance)");
        _connection.Run("PRAGMA query_only = ON");
        using var terms = _connection.Use("SELECT doc, term FROM temp.terms");
        while (terms.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _found[BitOf(terms.Bytes(1), terms.Int(0))] = true;
        }
    }

    // FNV-1a.
    private int BitOf(ReadOnlySpan<byte> term, long row)
    {
        var hash = 0xCBF29CE484222325 ^ ((ulong)row * 0x9E3779B97F4A7C15);
        foreach (var value in term)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return (int)((hash ^ (hash >> 32)) % (ulong)_found.Length);
    }
}
