using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wesog.Serialization;

/// <summary>The escapes of canonical JSON: those that JSON demands, each in its shortest form.</summary>
internal static class CanonicalEscapes
{
    private static readonly char[] Escaped = [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\'];

    // Each at the place of its character.
    private static readonly byte[][] Escapes = [.. Enumerable.Range(0, '\\' + 1).Select(c => Encoding.ASCII.GetBytes(Escape((char)c)))];

    /// <summary>The characters that are escaped.</summary>
    public static readonly SearchValues<char> Characters = SearchValues.Create(Escaped);

    /// <summary>The same as they stand in UTF-8.</summary>
    public static readonly SearchValues<byte> Bytes = SearchValues.Create([.. Escaped.Select(c => (byte)c)]);

    /// <summary>The escape of one of these.</summary>
    public static ReadOnlySpan<byte> Of(int character) => Escapes[character];

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
