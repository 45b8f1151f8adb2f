using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Wesog.Serialization;

/// <summary>
/// Unescapes the strings of a reader. The methods of the reader throw at an escaped half of a surrogate pair. This class keeps it, so that
/// the validation of texts reports it.
/// </summary>
internal sealed class JsonText : IDisposable
{
    private readonly PooledBuffer<char> _chars = new();

    /// <summary>Returns the text of the current string or name. It is valid until the next call.</summary>
    public ReadOnlySpan<char> Read(scoped ref readonly Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        _chars.Truncate(0);

        // A UTF-8 sequence or an escape has at least as many bytes as UTF-16 code units.
        var target = _chars.Reserve(raw.Length);
        var count = reader.ValueIsEscaped ? Unescape(raw, target) : Encoding.UTF8.GetChars(raw, target);
        return target[..count];
    }

    /// <summary>Returns the current name as unescaped UTF-8; empty if it is longer than every known name.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="scratch">A buffer for the longest name of a member.</param>
    public ReadOnlySpan<byte> ReadName(scoped ref readonly Utf8JsonReader reader, Span<byte> scratch)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var name = Read(in reader);
        return Encoding.UTF8.TryGetBytes(name, scratch, out var length) ? scratch[..length] : default;
    }

    /// <inheritdoc cref="PooledBuffer{T}.Trim"/>
    public void Trim() => _chars.Trim();

    public void Dispose() => _chars.Dispose();

    private static int Unescape(ReadOnlySpan<byte> raw, Span<char> target)
    {
        var count = 0;
        while (raw.IndexOf((byte)'\\') is var at and >= 0)
        {
            count += Encoding.UTF8.GetChars(raw[..at], target[count..]);
            var escape = raw[(at + 1)..];
            var isCode = escape[0] == 'u';
            target[count++] = isCode ? CodeOf(escape.Slice(1, 4)) : CharacterOf(escape[0]);
            raw = escape[(isCode ? 5 : 1)..];
        }

        return count + Encoding.UTF8.GetChars(raw, target[count..]);
    }

    private static char CodeOf(ReadOnlySpan<byte> hex) =>
        (char)ushort.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static char CharacterOf(byte escape) => escape switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => (char)escape,
    };
}
