using System.Text.Json;

namespace Wesog.Images;

/// <summary>Executes the edit of a list. The list and the edit are canonical JSON, so equal entries have equal bytes.</summary>
internal static class ListEditor
{
    /// <summary>Writes the edited list.</summary>
    /// <param name="list">The array of the image; empty if it has none.</param>
    /// <param name="edit">The edit: <c>{"remove":[…],"add":[…]}</c>.</param>
    /// <param name="target">The target: at least as long as the list and the edit together.</param>
    /// <returns>The number of bytes, 0 if the image still has no list; and the number of entries.</returns>
    public static (int Length, int Count) Write(ReadOnlyMemory<byte> list, ReadOnlyMemory<byte> edit, Span<byte> target)
    {
        var (removed, added) = Read(edit);
        var kept = list.IsEmpty ? [] : Entries(list, start: 0);
        if (list.IsEmpty && added.Count == 0)
        {
            return (0, 0);
        }

        var without = new HashSet<ReadOnlyMemory<byte>>(removed, BytesComparer.Instance);
        var present = new HashSet<ReadOnlyMemory<byte>>(BytesComparer.Instance);
        var (length, count) = (0, 0);
        foreach (var entry in kept)
        {
            if (!without.Contains(entry))
            {
                present.Add(entry);
                length = Append(target, length, entry.Span);
                count++;
            }
        }

        foreach (var entry in added)
        {
            if (present.Add(entry))
            {
                length = Append(target, length, entry.Span);
                count++;
            }
        }

        if (count == 0)
        {
            target[length++] = (byte)'[';
        }

        target[length++] = (byte)']';
        return (length, count);
    }

    private static int Append(Span<byte> target, int length, ReadOnlySpan<byte> entry)
    {
        target[length] = length == 0 ? (byte)'[' : (byte)',';
        entry.CopyTo(target[(length + 1)..]);
        return length + 1 + entry.Length;
    }

    private static (List<ReadOnlyMemory<byte>> Removed, List<ReadOnlyMemory<byte>> Added) Read(ReadOnlyMemory<byte> edit)
    {
        var removed = Entries(edit, "{\"remove\":"u8.Length);
        var length = removed.Sum(entry => entry.Length) + Math.Max(removed.Count - 1, 0) + 2;
        return (removed, Entries(edit, "{\"remove\":"u8.Length + length + ",\"add\":"u8.Length));
    }

    /// <summary>The entries of an array, with their quotation marks.</summary>
    private static List<ReadOnlyMemory<byte>> Entries(ReadOnlyMemory<byte> json, int start)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        var array = json[start..];
        var reader = new Utf8JsonReader(array.Span, isFinalBlock: false, default);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            entries.Add(array[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]);
        }

        return entries;
    }

    private sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static BytesComparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Span.SequenceEqual(other.Span);

        public int GetHashCode(ReadOnlyMemory<byte> bytes)
        {
            var hash = new HashCode();
            hash.AddBytes(bytes.Span);
            return hash.ToHashCode();
        }
    }
}
