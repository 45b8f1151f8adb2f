using System.Text;
using Wesog.Query.Folding;
using Wesog.StoreHistories.Queries.Unicode;

namespace Wesog.Core.Tests.Query.Unicode;

/// <summary>Generates the file of <see cref="FoldTable"/> from the data files of Unicode.</summary>
internal static class FoldTableWriter
{
    private const int BlockSize = 1 << FoldTable.BlockBits;

    private static readonly int[] _keptClasses =
    [
        .. UnicodeFiles.CodePoints.Where(code => !NaiveFolding.IsRemoved(code)).Select(UnicodeFiles.Instance.CombiningClassOf).Distinct().Order(),
    ];

    /// <summary>The content of the file.</summary>
    public static byte[] CreateContent()
    {
        var forms = new MemoryStream();
        var offsets = new Dictionary<string, int>();
        var entries = Enumerable.Range(0, UnicodeFiles.CodePointCount).Select(code => EntryOf(code, forms, offsets)).ToArray();
        var blocks = new Dictionary<string, (ushort Index, FoldEntry[] Entries)>();
        var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        foreach (var block in entries.Chunk(BlockSize))
        {
            var key = string.Join(',', block.Select(entry => entry.Bits));
            blocks.TryAdd(key, ((ushort)blocks.Count, block));
            writer.Write(blocks[key].Index);
        }

        writer.Write(blocks.Count * BlockSize);
        foreach (var entry in blocks.Values.OrderBy(block => block.Index).SelectMany(block => block.Entries))
        {
            writer.Write(entry.Bits);
        }

        writer.Write((int)forms.Length);
        writer.Write(forms.ToArray());
        return content.ToArray();
    }

    private static FoldEntry EntryOf(int code, MemoryStream forms, Dictionary<string, int> offsets)
    {
        // No text has a surrogate, and the forms of Hangul syllables are computed.
        var isPlain = code is >= 0xD800 and < 0xE000 or >= 0xAC00 and <= 0xD7A3;
        var text = isPlain ? "" : char.ConvertFromUtf32(code);
        var form = isPlain ? "" : NaiveFolding.Fold(text);
        if (form == text)
        {
            return new(NaiveFolding.ClassOf(code), Array.IndexOf(_keptClasses, UnicodeFiles.Instance.CombiningClassOf(code)));
        }

        var bytes = Encoding.UTF8.GetBytes(form);
        if (!offsets.TryGetValue(form, out var offset))
        {
            offset = (int)forms.Length;
            offsets.Add(form, offset);
            forms.Write(bytes);
        }

        var hasMark = form.EnumerateRunes().Any(rune => UnicodeFiles.Instance.CombiningClassOf(rune.Value) > 0);
        return new FoldEntry(NaiveFolding.ClassOf(code), hasMark ? 1 : 0).WithForm(bytes.Length, offset);
    }
}
