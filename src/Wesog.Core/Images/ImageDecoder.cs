using System.Text.Json;

namespace Wesog.Images;

/// <summary>Decodes canonical JSON into a record.</summary>
internal static class ImageDecoder
{
    public static Image Decode(ReadOnlySpan<byte> json, Language lang)
    {
        var values = new MemberValues();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ImageMember.FindStored(reader.ValueSpan);
            reader.Read();
            values[member] = ValueOf(ref reader, member.Kind);
        }

        return new(values, lang);
    }

    private static object ValueOf(ref Utf8JsonReader reader, MemberKind kind) => kind switch
    {
        MemberKind.Flag => MemberValues.Box(reader.GetBoolean()),
        MemberKind.Date => ImageDate.Parse(reader.GetString()),
        MemberKind.List => ListOf(ref reader),
        _ => reader.GetString()!,
    };

    private static TextList ListOf(ref Utf8JsonReader reader)
    {
        var entries = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            entries.Add(reader.GetString()!);
        }

        return entries.Count == 0 ? TextList.Empty : TextList.From(entries);
    }
}
