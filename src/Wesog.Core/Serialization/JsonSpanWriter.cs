using System.Globalization;
using System.Text;

namespace Wesog.Serialization;

/// <summary>Fills a span, known to be long enough, with an object's members, each behind a comma.</summary>
internal ref struct JsonSpanWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;
    private int _length;

    public void Append(ReadOnlySpan<byte> json)
    {
        json.CopyTo(_bytes[_length..]);
        _length += json.Length;
    }

    /// <summary>A text that needs no escape.</summary>
    public void AppendText(string text)
    {
        Append("\""u8);
        _length += Encoding.UTF8.GetBytes(text, _bytes[_length..]);
        Append("\""u8);
    }

    public void AppendTime(DateTimeOffset time)
    {
        Append("\""u8);
        WireTime.Write(time, _bytes[_length..]);
        _length += WireTime.Length;
        Append("\""u8);
    }

    public void AppendNumber(long number)
    {
        number.TryFormat(_bytes[_length..], out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Makes it an object: a brace takes the place of the first comma, or stands alone, and one is put at the end.</summary>
    /// <returns>How many bytes there are in all.</returns>
    public int Enclose()
    {
        _bytes[0] = (byte)'{';
        _length = Math.Max(_length, 1);
        Append("}"u8);
        return _length;
    }
}
