using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Query.Formulas;
using Wesog.Serialization;

namespace Wesog.Query.Matching;

/// <summary>Reads members of a stored image from its canonical JSON. Each is found, folded and divided into words at most once.</summary>
/// <remarks>
/// Canonical JSON has no white space, and a quotation mark within a string is escaped. The bytes <c>,"title":</c> therefore occur only before
/// the value of that member, and a byte search finds it.
/// </remarks>
internal ref struct ImageReader
{
    /// <summary>The position of the value of the id, which is the first: after <c>{"id":</c>.</summary>
    public const int Start = 6;

    /// <summary>Follows each folded text. No text contains it.</summary>
    public const byte TextEnd = 0;

    private const int Absent = -1;

    private readonly ReadOnlySpan<byte> _json;
    private readonly ReaderBuffers _buffers;

    // Of each stored member: its position, or Absent, or 0 if it is not known.
    private readonly Span<int> _positions;

    /// <param name="image">The image.</param>
    /// <param name="buffers">The buffers, which no other reader uses at the same time.</param>
    public ImageReader(ScannedImage image, ReaderBuffers buffers)
    {
        Image = image;
        _json = image.Json;
        _buffers = buffers;
        _positions = buffers.Reset();
        _positions[ImageMember.Id.Index] = Start;
    }

    public ScannedImage Image { get; }

    /// <summary>Returns the id of an image.</summary>
    public static string ReadId(ReadOnlySpan<byte> json)
    {
        var rest = json[(Start + 1)..];
        var length = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (rest[length] == (byte)'"')
        {
            return Encoding.UTF8.GetString(rest[..length]);
        }

        using var text = new PooledBuffer<byte>(0);
        Unescape(rest, text);
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <summary>Finds the value of a member.</summary>
    /// <param name="member">A stored member.</param>
    /// <param name="position">The position of its first byte.</param>
    /// <returns>Whether the member has a value.</returns>
    public readonly bool TryFind(ImageMember member, out int position)
    {
        ref var known = ref _positions[member.Index];
        if (known == 0)
        {
            var label = member.Label;
            var at = _json.IndexOf(label);
            known = at < 0 ? Absent : at + label.Length;
        }

        position = known;
        return known != Absent;
    }

    /// <summary>Finds the value of a member after another member.</summary>
    /// <param name="member">A stored member.</param>
    /// <param name="position">The position after the value of the other member, or <see cref="Start"/>. If the member has a value: the position of its first byte.</param>
    /// <param name="next">The index of the member at the position; 0 if it is not known.</param>
    /// <returns>Whether the member has a value.</returns>
    public readonly bool TryFindAfter(ImageMember member, scoped ref int position, int next)
    {
        // Members are in order.
        var at = member.Index < next ? Absent : member.Index == next ? 0 : _json[position..].IndexOf(member.Label);
        position += at == Absent ? 0 : at + member.Label.Length;
        return at != Absent;
    }

    /// <summary>Returns the index of the member at a position after a value; the number of members at the end.</summary>
    public readonly int IndexOfNext(int position)
    {
        if (_json[position] != (byte)',')
        {
            return ImageMember.StoredCount;
        }

        var name = _json[(position + 2)..];
        return ImageMember.FindStored(name[..name.IndexOf((byte)'"')]).Index;
    }

    /// <summary>Whether the boolean at a position is true.</summary>
    public readonly bool ReadFlag(int position) => _json[position] == (byte)'t';

    /// <summary>Moves to the next entry of a list.</summary>
    /// <param name="position">The position of the list, or the one after the entry before.</param>
    /// <returns>Whether there is one.</returns>
    public readonly bool MoveToEntry(scoped ref int position)
    {
        position += _json[position] is (byte)'[' or (byte)',' ? 1 : 0;
        return _json[position] == (byte)'"';
    }

    /// <summary>Reads a string and moves after it.</summary>
    /// <param name="position">The position of the string.</param>
    /// <returns>The unescaped text, in UTF-8. Valid until the next call.</returns>
    public ReadOnlySpan<byte> ReadText(scoped ref int position)
    {
        var rest = _json[(position + 1)..];
        var length = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (rest[length] == (byte)'"')
        {
            position += length + 2;
            return rest[..length];
        }

        var text = _buffers.Text;
        text.Truncate(0);
        position += Unescape(rest, text) + 2;
        return text.Written;
    }

    /// <summary>Returns the folded texts of a member that has a value, each followed by <see cref="TextEnd"/>. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadFolded(ImageMember member)
    {
        var folded = _buffers.Folded;
        ref var range = ref _buffers.FoldedRanges[member.Index];
        if (range.IsEmpty && TryFind(member, out var position))
        {
            var start = folded.Count;
            if (member.Kind == MemberKind.List)
            {
                while (MoveToEntry(ref position))
                {
                    AppendFolded(ReadText(ref position), folded);
                }
            }
            else
            {
                AppendFolded(ReadText(ref position), folded);
            }

            range = new(start, folded.Count);
        }

        return range.Of(folded);
    }

    /// <summary>Returns the words of the texts of a member that has a value, as <see cref="WordText"/> writes them. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadWords(ImageMember member)
    {
        ref var range = ref _buffers.WordRanges[member.Index];
        if (range.IsEmpty && TryFind(member, out var position))
        {
            AddWords(member, ref position);
        }

        return range.Of(_buffers.Words);
    }

    /// <summary>Returns the words of all texts of a group of members. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadWords(FilterField group)
    {
        var words = _buffers.Words;
        if (_buffers.Group != group)
        {
            var start = words.Count;
            var (position, next) = (Start, 0);
            foreach (var member in group.Members)
            {
                if (TryFindAfter(member, ref position, next))
                {
                    AddWords(member, ref position);
                    next = IndexOfNext(position);
                }
            }

            (_buffers.Group, _buffers.GroupRange) = (group, new(start, words.Count));
        }

        return _buffers.GroupRange.Of(words);
    }

    /// <summary>Returns a number as bytes in the order of numbers. Valid until the next call.</summary>
    public readonly ReadOnlySpan<byte> Encode(long number)
    {
        // Flips the sign, so that negative numbers come first.
        BinaryPrimitives.WriteInt64BigEndian(_buffers.Number, number ^ long.MinValue);
        return _buffers.Number;
    }

    /// <summary>Returns memory that only a large image needed.</summary>
    public readonly void Dispose() => _buffers.Trim();

    // Adds the words of a member to the end of the buffer, and moves after its value.
    private void AddWords(ImageMember member, ref int position)
    {
        var words = _buffers.Words;
        ref var range = ref _buffers.WordRanges[member.Index];
        var (known, start) = (range, words.Count);
        if (!known.IsEmpty)
        {
            // Reserve first: it can move the buffer.
            var copy = words.Reserve(known.Length);
            known.Of(words).CopyTo(copy);
            words.Advance(known.Length);
        }

        if (member.Kind == MemberKind.List)
        {
            while (MoveToEntry(ref position))
            {
                AddWords(ReadText(ref position), known);
            }

            position++;
        }
        else
        {
            AddWords(ReadText(ref position), known);
        }

        range = known.IsEmpty ? new(start, words.Count) : known;
    }

    private readonly void AddWords(scoped ReadOnlySpan<byte> text, TextRange known)
    {
        if (known.IsEmpty)
        {
            WordText.Write(text, _buffers.Scratch, _buffers.Words);
        }
    }

    private static void AppendFolded(scoped ReadOnlySpan<byte> text, PooledBuffer<byte> folded)
    {
        TextFolding.Fold(text, folded);
        folded.Append(TextEnd);
    }

    // Returns the length of the escaped string.
    private static int Unescape(ReadOnlySpan<byte> rest, PooledBuffer<byte> target)
    {
        var at = 0;
        while (true)
        {
            var plain = rest[at..];
            plain = plain[..plain.IndexOfAny((byte)'"', (byte)'\\')];
            target.Append(plain);
            at += plain.Length;
            if (rest[at] == (byte)'"')
            {
                return at;
            }

            var isCode = rest[at + 1] == (byte)'u';
            target.Append(isCode ? CodeOf(rest.Slice(at + 2, 4)) : CharacterOf(rest[at + 1]));
            at += isCode ? 6 : 2;
        }
    }

    // Canonical JSON has codes only for control characters, which are one byte.
    private static byte CodeOf(ReadOnlySpan<byte> hex) => byte.Parse(hex[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte CharacterOf(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };
}
