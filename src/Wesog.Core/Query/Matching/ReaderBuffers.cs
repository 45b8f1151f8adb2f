using Wesog.Images;
using Wesog.Query.Formulas;
using Wesog.Serialization;

namespace Wesog.Query.Matching;

/// <summary>The buffers of an <see cref="ImageReader"/>. They serve one image after another, so that reading allocates nothing.</summary>
internal sealed class ReaderBuffers
{
    private readonly int[] _positions = new int[ImageMember.StoredCount];

    /// <summary>The last unescaped text.</summary>
    public PooledBuffer<byte> Text { get; } = new(0);

    /// <summary>The folded texts of members.</summary>
    public PooledBuffer<byte> Folded { get; } = new(0);

    /// <summary>The words of members.</summary>
    public PooledBuffer<byte> Words { get; } = new(0);

    /// <summary>For the use of <see cref="Folding.WordText"/>.</summary>
    public PooledBuffer<byte> Scratch { get; } = new(0);

    /// <summary>The part of each stored member in <see cref="Folded"/>; empty if it is not folded yet.</summary>
    public TextRange[] FoldedRanges { get; } = new TextRange[ImageMember.StoredCount];

    /// <summary>The part of each stored member in <see cref="Words"/>; empty if it is not divided yet.</summary>
    public TextRange[] WordRanges { get; } = new TextRange[ImageMember.StoredCount];

    /// <summary>The group whose words are in <see cref="GroupRange"/>; null for none.</summary>
    public FilterField? Group { get; set; }

    /// <summary>The part of the group in <see cref="Words"/>.</summary>
    public TextRange GroupRange { get; set; }

    /// <summary>Prepares the buffers for the next image.</summary>
    /// <returns>Zeros, one for each stored member.</returns>
    public Span<int> Reset()
    {
        Array.Clear(_positions);
        Array.Clear(FoldedRanges);
        Array.Clear(WordRanges);
        Group = null;
        Folded.Truncate(0);
        Words.Truncate(0);
        return _positions;
    }

    /// <summary>Returns the memory that only a large image needed.</summary>
    public void Trim()
    {
        Text.Trim();
        Folded.Trim();
        Words.Trim();
        Scratch.Trim();
    }
}

/// <summary>A part of a buffer.</summary>
/// <param name="Start">Its first position.</param>
/// <param name="End">The position after it.</param>
internal readonly record struct TextRange(int Start, int End)
{
    public bool IsEmpty => Start == End;

    public int Length => End - Start;

    public ReadOnlySpan<byte> Of(PooledBuffer<byte> buffer) => buffer.Written[Start..End];
}
