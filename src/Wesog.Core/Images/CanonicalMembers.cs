using System.Text.Json;

namespace Wesog.Images;

/// <summary>Walks over the members of canonical JSON without decoding them.</summary>
internal ref struct CanonicalMembers
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private int _start;
    private int _valueStart;
    private int _end;

    public CanonicalMembers(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
        _reader.Read();
        Member = ImageMember.Id;
    }

    public ImageMember Member { get; private set; }

    public bool IsNull { get; private set; }

    /// <summary>The member with its name, as it stands there.</summary>
    public readonly ReadOnlySpan<byte> Piece => _json[_start.._end];

    public readonly ReadOnlySpan<byte> Value => _json[_valueStart.._end];

    public bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        Member = ImageMember.FindStored(_reader.ValueSpan);
        _start = (int)_reader.TokenStartIndex;
        _reader.Read();
        IsNull = _reader.TokenType == JsonTokenType.Null;
        _valueStart = (int)_reader.TokenStartIndex;
        _reader.Skip();
        _end = (int)_reader.BytesConsumed;
        return true;
    }
}
