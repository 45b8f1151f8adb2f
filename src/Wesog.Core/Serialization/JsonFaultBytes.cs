using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Determines the cause of malformed JSON from the first invalid byte and the bytes next to it.</summary>
internal static class JsonFaultBytes
{
    private const int MaxHexDigits = 3;

    /// <summary>Returns the cause; null if these bytes do not show it.</summary>
    public static MalformedJsonCause? CauseOf(JsonFaultContext context)
    {
        ReadOnlySpan<byte> before = context.Before;
        ReadOnlySpan<byte> after = context.After;
        var last = before.TrimEnd(" \t\r\n"u8) is [.., var byteBefore] ? byteBefore : (byte)0;
        return after switch
        {
            _ when IsInEscape(before) => MalformedJsonCause.InvalidEscape,
            [< 0x20, ..] => IsWordCut(before) ? MalformedJsonCause.UnquotedText : MalformedJsonCause.ControlCharacter,
            [(byte)'#', ..] or [(byte)'/', (byte)'/' or (byte)'*', ..] => MalformedJsonCause.Comment,
            [(byte)'\'', ..] or [0xE2, 0x80, >= 0x98 and <= 0x9F, ..] => MalformedJsonCause.WrongQuotes,
            _ when context.Fault.IsAfterName => MalformedJsonCause.MissingColon,
            [(byte)']' or (byte)'}', ..] when last == (byte)',' => MalformedJsonCause.TrailingComma,
            [(byte)']' or (byte)'}', ..] when !context.IsAfterValue && IsValueEnd(before, last) => MalformedJsonCause.MismatchedBracket,
            [(byte)',', ..] when last is (byte)',' or (byte)'[' or (byte)'{' => MalformedJsonCause.ExtraComma,
            [(byte)'{' or (byte)'[' or (byte)'"', ..] when !context.IsAfterValue && (last is (byte)'}' or (byte)']' or (byte)'"' || IsWord(last)) =>
                MalformedJsonCause.MissingComma,
            [var first, ..] when !context.IsAfterValue && (IsWord(first) || IsWordCut(before)) => OfWord(before, after),
            _ => null,
        };
    }

    private static MalformedJsonCause OfWord(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var start = LengthWithoutWord(before);
        var end = 0;
        while (end < after.Length && IsWord(after[end]))
        {
            end++;
        }

        Span<byte> word = [.. before[start..], .. after[..end]];
        var place = before[..start].TrimEnd(" \t\r\n"u8);
        var isValue = place is [] or [.., (byte)'[' or (byte)',' or (byte)':'];
        var isNumber = word.TrimStart("+-"u8) is var text && (IsSame(text, "nan"u8) || IsSame(text, "inf"u8) || IsSame(text, "infinity"u8));
        var isName = place is [.., (byte)'{'] || after[end..].TrimStart(" \t\r\n"u8) is [(byte)':', ..];
        return isNumber ? MalformedJsonCause.NonFiniteNumber
            : before[..start] is [.., (byte)'"'] ? MalformedJsonCause.UnbalancedQuotes
            : isName ? MalformedJsonCause.UnquotedName
            : place is [.., (byte)'"'] ? MalformedJsonCause.UnbalancedQuotes
            : isValue && IsForeignLiteral(word) ? MalformedJsonCause.ForeignLiteral
            : isValue && word.TrimStart("+-."u8) is [>= (byte)'0' and <= (byte)'9', ..] ? MalformedJsonCause.InvalidNumber
            : MalformedJsonCause.UnquotedText;
    }

    // Where a closing bracket could stand.
    private static bool IsValueEnd(ReadOnlySpan<byte> before, byte last) =>
        last is (byte)'[' or (byte)'{' or (byte)']' or (byte)'}' or (byte)'"' or (>= (byte)'0' and <= (byte)'9')
        || before.TrimEnd(" \t\r\n"u8) is var text && (text.EndsWith("true"u8) || text.EndsWith("false"u8) || text.EndsWith("null"u8));

    private static bool IsForeignLiteral(ReadOnlySpan<byte> word) =>
        IsSame(word, "none"u8) || IsSame(word, "nil"u8) || IsSame(word, "undefined"u8)
        || IsSame(word, "null"u8) || IsSame(word, "true"u8) || IsSame(word, "false"u8);

    // The beginning of true, false or null, where another character follows than the word has.
    private static bool IsWordCut(ReadOnlySpan<byte> before) =>
        LengthWithoutWord(before) is var start && start < before.Length
        && before[..start].TrimEnd(" \t\r\n"u8) is [] or [.., (byte)'[' or (byte)',' or (byte)':']
        && ("true"u8.StartsWith(before[start..]) || "false"u8.StartsWith(before[start..]) || "null"u8.StartsWith(before[start..]));

    private static bool IsInEscape(ReadOnlySpan<byte> before)
    {
        var digits = 0;
        while (digits < MaxHexDigits && digits < before.Length && char.IsAsciiHexDigit((char)before[^(digits + 1)]))
        {
            digits++;
        }

        return before is [.., (byte)'\\'] || before[..^digits] is [.., (byte)'\\', (byte)'u'];
    }

    private static int LengthWithoutWord(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        while (length > 0 && IsWord(text[length - 1]))
        {
            length--;
        }

        return length;
    }

    private static bool IsWord(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'$' or (byte)'+' or (byte)'-' or (byte)'.';

    private static bool IsSame(ReadOnlySpan<byte> word, ReadOnlySpan<byte> lowerCase) =>
        System.Text.Ascii.EqualsIgnoreCase(word, lowerCase);
}
