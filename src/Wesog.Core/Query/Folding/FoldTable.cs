using System.Text;

namespace Wesog.Query.Folding;

/// <summary>
/// The folded form, the class and the order of each code point, generated from the data files of one Unicode version. It does not depend on
/// the platform: in globalization-invariant mode .NET normalizes only ASCII.
/// </summary>
/// <remarks>The file is not compressed: decompression would load a library late. The test <c>FoldTableTests</c> generates the file from the data files and compares every code point with them.</remarks>
internal sealed class FoldTable
{
    /// <summary>The version of Unicode. An index that stores folded text depends on it.</summary>
    public const string UnicodeVersion = "15.0.0";

    /// <summary>The name of the embedded file.</summary>
    public const string ResourceName = "Wesog.Query.folding-15.0.0.bin";

    /// <summary>The binary logarithm of the code points of a block.</summary>
    public const int BlockBits = 7;

    /// <summary>The number of blocks of all code points.</summary>
    public const int BlockCount = 0x110000 >> BlockBits;

    private const int BlockMask = (1 << BlockBits) - 1;

    private static FoldTable? _instance;

    private readonly ushort[] _blocks;
    private readonly FoldEntry[] _entries;
    private readonly byte[] _forms;

    private FoldTable(ushort[] blocks, FoldEntry[] entries, byte[] forms) => (_blocks, _entries, _forms) = (blocks, entries, forms);

    /// <summary>The table, read on first use, so that an engine that folds only ASCII does not read it. After a failure the next use reads it again.</summary>
    public static FoldTable Instance => Volatile.Read(ref _instance) ?? Load();

    /// <summary>Returns the entry of a code point.</summary>
    public FoldEntry this[Rune rune] => _entries[(_blocks[rune.Value >> BlockBits] << BlockBits) + (rune.Value & BlockMask)];

    /// <summary>Returns the folded form of a code point whose entry has one, in UTF-8.</summary>
    public ReadOnlySpan<byte> FormOf(FoldEntry entry) => _forms.AsSpan(entry.Offset, entry.Length);

    /// <summary>Reads the file: the block of each 128 code points, the entries of the blocks, the folded forms.</summary>
    private static FoldTable Read(Stream file)
    {
        using var reader = new BinaryReader(file);
        var blocks = new ushort[BlockCount];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = reader.ReadUInt16();
        }

        var entries = new FoldEntry[reader.ReadInt32()];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new(reader.ReadUInt32());
        }

        return new(blocks, entries, reader.ReadBytes(reader.ReadInt32()));
    }

    private static FoldTable Load()
    {
        using var file = typeof(FoldTable).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly has no resource {ResourceName}.");
        var table = Read(file);
        return Interlocked.CompareExchange(ref _instance, table, null) ?? table;
    }
}

/// <summary>
/// What the table knows of a code point, in 32 bits: 3 for the class, 5 for the order of a mark, 1 for whether it has another folded form,
/// 6 for the length of that form and 17 for its offset.
/// </summary>
internal readonly record struct FoldEntry(uint Bits)
{
    public FoldEntry(CharacterClass characterClass, int markOrder)
        : this((uint)characterClass | ((uint)markOrder << 3))
    {
    }

    public CharacterClass Class => (CharacterClass)(Bits & 7);

    /// <summary>The rank of the combining class among those of the marks that folding keeps, from 1; 0 for other characters.</summary>
    /// <remarks>Of a code point with another folded form it is 1 if that form contains such a mark.</remarks>
    public int MarkOrder => (int)((Bits >> 3) & 31);

    /// <summary>Whether the folded form differs from the code point.</summary>
    public bool HasForm => (Bits & 0x100) != 0;

    /// <summary>The length of the folded form in bytes.</summary>
    public int Length => (int)((Bits >> 9) & 63);

    /// <summary>The offset of the folded form.</summary>
    public int Offset => (int)(Bits >> 15);

    /// <summary>Returns the entry with a folded form.</summary>
    public FoldEntry WithForm(int length, int offset) => new(Bits | 0x100 | ((uint)length << 9) | ((uint)offset << 15));
}

/// <summary>The role of a character in words.</summary>
internal enum CharacterClass
{
    /// <summary>Separates words.</summary>
    Separator,

    /// <summary>A letter or a decimal digit.</summary>
    Letter,

    /// <summary>A mark, which belongs to the word before it.</summary>
    Mark,

    /// <summary>A letter or number of the scripts Han, Hiragana and Katakana, which is one word.</summary>
    Ideograph,

    /// <summary>A soft hyphen, a zero-width joiner or a zero-width non-joiner: neither part of a word nor its end.</summary>
    Joiner,
}
