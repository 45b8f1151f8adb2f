using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wesog.Serialization;

/// <summary>The escapes of canonical JSON: those that JSON demands, each in its shortest form.</summary>
internal static class CanonicalEscapes
{
    private const string Escaped =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\";

    /// <summary>The characters that are escaped.</summary>
    public static readonly SearchValues<char> Characters = SearchValues.Create(Escaped);

    /// <summary>The same as they stand in UTF-8.</summary>
    public static readonly SearchValues<byte> Bytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped));

    /// <summary>The escape of one of these.</summary>
    public static ReadOnlySpan<byte> Of(int character) => Table.Escapes[character];

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

    // Apart, because few texts have anything to escape, and a process that has none never makes it.
    private static class Table
    {
        // Each at the place of its character.
        public static readonly byte[][] Escapes =
            [.. Enumerable.Range(0, '\\' + 1).Select(c => Encoding.ASCII.GetBytes(Escape((char)c)))];
    }
}
