using System.Buffers;
using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Serialization;

/// <summary>Guesses why a body is not well-formed, from the bytes around the first wrong one.</summary>
internal static class MalformedJsonDiagnosis
{
    public static MalformedJsonException Explain(JsonFaultException fault, JsonFaultContext context, Language language)
    {
        var cause = CauseOf(context);
        return new(fault.Line, fault.Position, cause, ErrorTexts.Format(language, $"malformed_json.{KeyOf(cause)}"));
    }

    public static MalformedJsonCause CauseOf(JsonFaultContext context) =>
        OfWholeBody(context)
        ?? (context.IsTooDeep ? MalformedJsonCause.TooDeep : default(MalformedJsonCause?))
        ?? (context.Layout == BatchLayout.Lines ? OfLine(context) : null)
        ?? JsonFaultBytes.CauseOf(context)
        ?? OfPlace(context)
        ?? MalformedJsonCause.Unknown;

    private static MalformedJsonCause? OfWholeBody(JsonFaultContext context)
    {
        if (context.IsWhole && context.Before.Length < 4)
        {
            byte[] head = [.. context.Before, .. context.After];
            if (IsCompressed(head))
            {
                return MalformedJsonCause.CompressedBytes;
            }

            if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, _, ..] or [_, 0, ..])
            {
                return MalformedJsonCause.Utf16;
            }
        }

        if (context is { IsBlank: true, After: [(byte)'<', ..] })
        {
            return MalformedJsonCause.MarkupText;
        }

        return context.IsEncoding ? IsCutCharacter(context.After) ? MalformedJsonCause.EndOfInput : MalformedJsonCause.OtherEncoding
            : !IsEnd(RestOf(context)) ? null
            : context.IsBlank ? MalformedJsonCause.EmptyBody
            : MalformedJsonCause.EndOfInput;
    }

    private static MalformedJsonCause? OfLine(JsonFaultContext context) =>
        RestOf(context) is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..] ? MalformedJsonCause.ItemAcrossLines
        : context.IsAfterValue ? MalformedJsonCause.TextAfterItem
        : null;

    // Where the input ends behind a comma, the reader names the comma as the wrong byte.
    private static ReadOnlySpan<byte> RestOf(JsonFaultContext context) =>
        context is { IsAfterValue: false, After: [(byte)',', .. var rest] } ? rest : context.After;

    private static bool IsEnd(ReadOnlySpan<byte> rest) =>
        rest.Length < BodyBuffer.WindowLength - 1 && !rest.ContainsAnyExcept(" \t\r\n"u8);

    private static MalformedJsonCause? OfPlace(JsonFaultContext context) =>
        !context.IsAfterValue ? null
        : context is { Layout: BatchLayout.Array, IsOtherKind: true, After: [(byte)'{' or (byte)'[' or (byte)'"', ..] } && IsSecondLine(context)
            ? MalformedJsonCause.NewlineDelimited
        : MalformedJsonCause.TextAfterEnd;

    // gzip, Zstandard and zlib.
    private static bool IsCompressed(ReadOnlySpan<byte> head) =>
        head is [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] or [0x78, 0x01 or 0x9C or 0xDA, ..];

    private static bool IsCutCharacter(ReadOnlySpan<byte> after) =>
        Rune.DecodeFromUtf8(after, out _, out var length) == OperationStatus.NeedMoreData && length == after.Length;

    // Whether the first value has one line, and the place is on a later one: a value on several lines is no newline-delimited JSON.
    private static bool IsSecondLine(JsonFaultContext context)
    {
        var breaks = context.Before.AsSpan(context.Before.AsSpan().LastIndexOfAnyExcept(" \t\r\n"u8) + 1).Count((byte)'\n');
        return breaks > 0 && context.Line - breaks == 1;
    }

    private static string KeyOf(MalformedJsonCause cause) => cause switch
    {
        MalformedJsonCause.EmptyBody => "empty",
        MalformedJsonCause.EndOfInput => "end",
        MalformedJsonCause.NewlineDelimited => "lines",
        MalformedJsonCause.TextAfterEnd => "after_end",
        MalformedJsonCause.ItemAcrossLines => "across_lines",
        MalformedJsonCause.TextAfterItem => "after_item",
        MalformedJsonCause.NonFiniteNumber => "number",
        MalformedJsonCause.TrailingComma => "trailing_comma",
        MalformedJsonCause.MissingComma => "missing_comma",
        MalformedJsonCause.WrongQuotes => "quotes",
        MalformedJsonCause.Comment => "comment",
        MalformedJsonCause.UnquotedName => "name",
        MalformedJsonCause.UnquotedText => "text",
        MalformedJsonCause.ControlCharacter => "control",
        MalformedJsonCause.InvalidEscape => "escape",
        MalformedJsonCause.OtherEncoding => "encoding",
        MalformedJsonCause.Utf16 => "utf16",
        MalformedJsonCause.CompressedBytes => "compressed",
        MalformedJsonCause.MissingColon => "colon",
        MalformedJsonCause.ForeignLiteral => "literal",
        MalformedJsonCause.InvalidNumber => "number_form",
        MalformedJsonCause.UnbalancedQuotes => "unbalanced_quotes",
        MalformedJsonCause.ExtraComma => "extra_comma",
        MalformedJsonCause.MismatchedBracket => "bracket",
        MalformedJsonCause.TooDeep => "depth",
        MalformedJsonCause.MarkupText => "markup",
        _ => "unknown",
    };
}
