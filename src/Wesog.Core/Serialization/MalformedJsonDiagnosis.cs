using System.Buffers;
using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Serialization;

/// <summary>Determines the probable cause of malformed JSON from the bytes around the first invalid byte.</summary>
internal static class MalformedJsonDiagnosis
{
    public static MalformedJsonException Explain(JsonFaultContext context, Language language)
    {
        var cause = CauseOf(context);
        return new(context.Fault.Line, context.Fault.Position, cause, ErrorTexts.Format(language, $"malformed_json.{cause}"));
    }

    private static MalformedJsonCause CauseOf(JsonFaultContext context) =>
        OfWholeBody(context)
        ?? (context.Fault.IsTooDeep ? MalformedJsonCause.TooDeep : default(MalformedJsonCause?))
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

        return context.Fault.IsEncoding ? IsCutCharacter(context.After) ? MalformedJsonCause.EndOfInput : MalformedJsonCause.OtherEncoding
            : !IsEnd(RestOf(context)) ? null
            : context.IsBlank ? MalformedJsonCause.EmptyBody
            : MalformedJsonCause.EndOfInput;
    }

    private static MalformedJsonCause? OfLine(JsonFaultContext context) =>
        RestOf(context) is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..] ? MalformedJsonCause.ItemAcrossLines
        : context.IsAfterValue ? MalformedJsonCause.TextAfterItem
        : null;

    // If the input ends after a comma, the reader reports the comma as the invalid byte.
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

    // Whether the first value is on one line and the invalid byte on a later one. A value on several lines is not NDJSON.
    private static bool IsSecondLine(JsonFaultContext context)
    {
        var breaks = context.Before.AsSpan(context.Before.AsSpan().LastIndexOfAnyExcept(" \t\r\n"u8) + 1).Count((byte)'\n');
        return breaks > 0 && context.Fault.Line - breaks == 1;
    }
}
