using System.Text;
using Microsoft.Data.Sqlite;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>Damages a database file as a failing disk does, also while a store has it open. The log must be empty.</summary>
internal static class DatabasePages
{
    private const int PageSize = 4_096;

    /// <summary>The first byte of a page: the kind of b-tree page.</summary>
    public enum Kind : byte
    {
        TableLeaf = 0x0D,
        IndexLeaf = 0x0A,
    }

    /// <summary>Writes eight zeros at the start of the first page of a kind that contains a text. The page then is no page of a b-tree.</summary>
    public static void Zero(string path, Kind kind, string text) => Change(path, kind, text, (page, _) => page[..8].Clear());

    /// <summary>
    /// Flips one bit of the first byte of a text, in the first page of a kind that contains it. Flips it in each copy: a page also has the
    /// remains of rows that were written again.
    /// </summary>
    public static void Flip(string path, Kind kind, string text) => Change(path, kind, text, (page, at) =>
    {
        for (var (next, wanted) = (at, Encoding.UTF8.GetBytes(text)); next >= 0; next = page.IndexOf(wanted))
        {
            page[next] ^= 1;
        }
    });

    /// <summary>Replaces bytes, in the first page of a kind that contains them.</summary>
    public static void Replace(string path, Kind kind, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> others)
    {
        var replacement = others.ToArray();
        Change(path, kind, Encoding.ASCII.GetString(bytes), (page, at) => replacement.CopyTo(page[at..]));
    }

    /// <summary>Overwrites the header of the file.</summary>
    public static void ZeroHeader(string path) => Write(path, 0, new byte[16]);

    /// <summary>Changes values so that each page stays valid.</summary>
    public static void RunSql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private delegate void Edit(Span<byte> page, int at);

    private static void Change(string path, Kind kind, string text, Edit edit)
    {
        var (file, wanted) = (Read(path), Encoding.UTF8.GetBytes(text));
        for (var start = 0; start < file.Length; start += PageSize)
        {
            // The first page begins with the header of the file.
            var page = file.AsSpan(start, PageSize);
            if (page[start == 0 ? 100 : 0] == (byte)kind && page.IndexOf(wanted) is var at and >= 0)
            {
                edit(page, at);
                Write(path, start, page);
                return;
            }
        }

        Assert.Fail($"No {kind} page contains \"{text}\".");
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Write(string path, long position, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite) { Position = position };
        file.Write(bytes);
    }
}
