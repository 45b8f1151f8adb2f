using System.Buffers;
using Wesog.Query;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Indexing;

namespace Wesog.Sqlite.Checking;

/// <summary>
/// Compares the index with the images: the terms that each image must have with those that the index has. It compares sums of hashes, for some
/// neighbouring images together, because the index lists its terms by term.
/// </summary>
internal sealed class IndexCheck
{
    private const int BlockBits = 8;

    private readonly Connection _connection;
    private readonly ImageIndex _index;
    private readonly long _nextRow;
    private readonly ArrayBufferWriter<byte> _terms = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly HashSet<ulong> _hashes = [];
    private readonly Dictionary<long, ulong> _blocks = [];

    private IndexCheck(Connection connection, ImageIndex index, long nextRow) => (_connection, _index, _nextRow) = (connection, index, nextRow);

    /// <summary>Begins a check; returns null if the file has no index.</summary>
    public static IndexCheck? Begin(Connection connection) =>
        IndexState.ReadIndex(connection) is { } index ? new(connection, index, IndexState.Read(connection).NextRow) : null;

    /// <summary>Adds an image.</summary>
    /// <param name="row">The row id.</param>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="image">The image.</param>
    public void Add(long row, long tenant, ScannedImage image)
    {
        if (row >= _nextRow || ChangedRows.Contains(_connection, row))
        {
            return;
        }

        _terms.ResetWrittenCount();
        _text.ResetWrittenCount();
        _hashes.Clear();
        _index.WriteTerms(image, _terms);
        TermText.Write(tenant, _terms.WrittenSpan, _text);
        for (var rest = _text.WrittenSpan; !rest.IsEmpty;)
        {
            var end = rest.IndexOf(ImageIndex.Separator);
            var hash = HashOf(rest[..end], row);
            if (_hashes.Add(hash))
            {
                Count(row, hash);
            }

            rest = rest[(end + 1)..];
        }
    }

    /// <summary>Reads the index. Returns what differs.</summary>
    public IEnumerable<string> Run(CancellationToken cancellationToken)
    {
        // A table of the connection, not of the file.
        _connection.Run("PRAGMA query_only = OFF");
        _connection.Run($"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {TermTable.Name}, instance)");
        _connection.Run("PRAGMA query_only = ON");
        using (var terms = _connection.Use("SELECT doc, term FROM temp.terms"))
        {
            while (terms.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = terms.Int(0);
                if (row < _nextRow && !ChangedRows.Contains(_connection, row))
                {
                    Count(row, 0 - HashOf(terms.Bytes(1), row));
                }
            }
        }

        return _blocks.Where(block => block.Value != 0).Select(block => block.Key << BlockBits).Order()
            .Select(first => $"index of the images in rows {first} to {first + (1 << BlockBits) - 1}");
    }

    // FNV-1a.
    private static ulong HashOf(ReadOnlySpan<byte> term, long row)
    {
        var hash = 0xCBF29CE484222325 ^ ((ulong)row * 0x9E3779B97F4A7C15);
        foreach (var value in term)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash ^ (hash >> 32);
    }

    private void Count(long row, ulong hash) =>
        _blocks[row >> BlockBits] = _blocks.GetValueOrDefault(row >> BlockBits) + hash;
}
