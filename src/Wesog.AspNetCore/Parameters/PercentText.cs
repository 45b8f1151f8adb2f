using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wesog.AspNetCore.Parameters;

/// <summary>Decodes percent-encoded text exactly once. Bytes that are not UTF-8 never equal a valid text.</summary>
/// <remarks>
/// The framework's decoders leave invalid sequences as they are, so <c>%FF</c> and <c>%25FF</c> would be the same id. Here each invalid byte,
/// also a percent sign without two digits, becomes a lone surrogate, which the rules of an id reject.
/// </remarks>
internal static class PercentText
{
    private const byte NeverInUtf8 = 0xFF;

    /// <param name="text">The text as it was sent.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> means a space, as in a query string.</param>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        if (!text.ContainsAny('%', '+') && Ascii.IsValid(text))
        {
            return text.ToString();
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
            return ToText(bytes[..Unescape(bytes, plusIsSpace)]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Whether a decoded text has no invalid byte.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[(at + consumed)..];
        }

        return true;
    }

    private static int Unescape(Span<byte> bytes, bool plusIsSpace)
    {
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = bytes[i];
            if (value == '+' && plusIsSpace)
            {
                value = (byte)' ';
            }
            else if (value == '%')
            {
                var digits = bytes.Slice(i + 1, Math.Min(2, bytes.Length - i - 1));
                if (digits.Length == 2 && byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                {
                    i += digits.Length;
                }
                else
                {
                    value = NeverInUtf8;
                }
            }

            bytes[length++] = value;
        }

        return length;
    }

    private static string ToText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                foreach (var wrong in bytes[..consumed])
                {
                    text.Append((char)(0xDC00 + wrong));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }
}
