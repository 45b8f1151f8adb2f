using System.Text.Json;

namespace Wesog.Images;

/// <summary>Enumerates the members of canonical JSON without decoding them.</summary>
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

    /// <summary>Whether the value is the edit of a list, which only a change has.</summary>
    public bool IsEdit { get; private set; }

    /// <summary>The bytes of the member, name and value.</summary>
    public readonly ReadOnlySpan<byte> Piece => _json[_start.._end];

    /// <summary>The bytes of the name and the colon.</summary>
    public readonly ReadOnlySpan<byte> Label => _json[_start.._valueStart];

    /// <summary>Where the value is.</summary>
    public readonly Range ValueRange => _valueStart.._end;

    public bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        Member = ImageMember.FindStored(_reader.ValueSpan);
        _start = (int)_reader.TokenStartIndex;
        _reader.Read();
        _valueStart = (int)_reader.TokenStartIndex;
        IsNull = _reader.TokenType == JsonTokenType.Null;
        IsEdit = _reader.TokenType == JsonTokenType.StartObject;
        _reader.Skip();
        _end = (int)_reader.BytesConsumed;
        return true;
    }
}
