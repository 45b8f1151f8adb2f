using System.Globalization;
using System.Text;
using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Storage;

namespace Wesog.Query.Matching;

/// <summary>Reads members of a stored image from its canonical JSON, each found once.</summary>
/// <remarks>
/// Canonical JSON has no white space, and a quotation mark within a string is escaped. The bytes <c>,"title":</c> therefore occur only before
/// the value of that member, and a byte search finds it.
/// </remarks>
internal ref struct ImageReader
{
    /// <summary>The position of the value of the id, which is the first: after <c>{"id":</c>.</summary>
    public const int Start = 6;

    private const int Absent = -1;

    private readonly ReadOnlySpan<byte> _json;
    private readonly Span<int> _positions;
    private ByteBuffer _text;
    private ByteBuffer _folded;
    private ByteBuffer _words;

    /// <param name="image">The image.</param>
    /// <param name="positions">Zeros, one for each stored member.</param>
    public ImageReader(ImageView image, Span<int> positions)
    {
        Image = image;
        _json = image.Json;
        _positions = positions;
        _positions[ImageMember.Id.Index] = Start;
    }

    public ImageView Image { get; }

    /// <summary>The words that <see cref="AddWords"/> added.</summary>
    public readonly ReadOnlySpan<byte> Words => _words.Written;

    /// <summary>Returns the id of an image.</summary>
    public static string ReadId(ReadOnlySpan<byte> json)
    {
        var rest = json[(Start + 1)..];
        var length = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (rest[length] == (byte)'"')
        {
            return Encoding.UTF8.GetString(rest[..length]);
        }

        var text = default(ByteBuffer);
        Unescape(rest, ref text);
        var id = Encoding.UTF8.GetString(text.Written);
        text.Dispose();
        return id;
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

        _text.Clear();
        position += Unescape(rest, ref _text) + 2;
        return _text.Written;
    }

    /// <summary>Returns the folded form of a text. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Fold(scoped ReadOnlySpan<byte> text)
    {
        _folded.Clear();
        TextFolding.Fold(text, ref _folded);
        return _folded.Written;
    }

    public void ClearWords() => _words.Clear();

    /// <summary>Adds the words of a text to <see cref="Words"/>, apart from those of other texts.</summary>
    public void AddWords(scoped ReadOnlySpan<byte> text) => WordText.Write(text, ref _folded, ref _words);

    public void Dispose()
    {
        _text.Dispose();
        _folded.Dispose();
        _words.Dispose();
    }

    // Returns the length of the escaped string.
    private static int Unescape(ReadOnlySpan<byte> rest, ref ByteBuffer target)
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
