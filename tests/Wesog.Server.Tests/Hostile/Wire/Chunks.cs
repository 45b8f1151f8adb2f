using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>A chunked body (RFC 9112, section 7.1).</summary>
internal static partial class Chunks
{
    /// <returns>The length of the body, null if it is incomplete; and whether another request may follow.</returns>
    public static (int? Length, bool IsWellFormed) Measure(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (true)
        {
            var lineLength = body[at..].IndexOf("\r\n"u8);
            var line = Encoding.Latin1.GetString(lineLength < 0 ? body[at..] : body.Slice(at, lineLength));
            var digits = line.Split(';')[0].Trim();
            if (digits.Length > 0 && !IsSize(digits, out _))
            {
                return (0, false);
            }

            if (lineLength < 0)
            {
                return (null, true);
            }

            if (!IsSize(digits, out var size))
            {
                return (0, false);
            }

            at += lineLength + 2;
            if (size == 0)
            {
                return MeasureTrailers(body, at);
            }

            if (body.Length < at + size + 2)
            {
                return body.Length >= at + size + 1 && body[(int)(at + size)] != '\r' ? (0, false) : (null, true);
            }

            at += (int)size;
            if (!body[at..].StartsWith("\r\n"u8))
            {
                return (0, false);
            }

            at += 2;
        }
    }

    private static bool IsSize(string digits, out long size) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) & (size = number) >= 0;

    private static (int? Length, bool IsWellFormed) MeasureTrailers(ReadOnlySpan<byte> body, int at)
    {
        if (body[at..].StartsWith("\r\n"u8))
        {
            return (at + 2, true);
        }

        var end = body[at..].IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return (null, true);
        }

        var areFields = Encoding.Latin1.GetString(body.Slice(at, end)).Split("\r\n").All(line => Field().IsMatch(line));
        return areFields ? (at + end + 4, true) : (0, false);
    }

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ -~]*$")]
    private static partial Regex Field();
}
