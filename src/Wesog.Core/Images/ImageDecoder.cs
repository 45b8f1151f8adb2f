using System.Text.Json;

namespace Wesog.Images;

/// <summary>Canonical JSON to a record.</summary>
internal static class ImageDecoder
{
    public static Image Decode(ReadOnlySpan<byte> json, Language lang)
    {
        var values = new object?[ImageMember.StoredCount];
        var members = new CanonicalMembers(json);
        while (members.MoveNext())
        {
            values[members.Member.Index] = Decode(members.Member.Kind, members.Value);
        }

        return ImageOf(values, lang);
    }

    private static object? Decode(MemberKind kind, ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        return kind switch
        {
            MemberKind.Flag => reader.GetBoolean(),
            MemberKind.Date => ImageDate.Parse(reader.GetString()),
            MemberKind.List => ListOf(ref reader),
            _ => reader.GetString(),
        };
    }

    private static TextList ListOf(ref Utf8JsonReader reader)
    {
        var entries = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            entries.Add(reader.GetString()!);
        }

        return entries.Count == 0 ? TextList.Empty : TextList.From(entries);
    }

    private static Image ImageOf(object?[] values, Language lang)
    {
        string? Text(ImageMember member) => (string?)values[member.Index];
        bool? Flag(ImageMember member) => (bool?)values[member.Index];
        TextList? List(ImageMember member) => (TextList?)values[member.Index];

        return new Image
        {
            Id = Text(ImageMember.Id)!,
            Src = Text(ImageMember.Src)!,
            UrlImgWatermark = Text(ImageMember.UrlImgWatermark),
            UrlImgThumbnail = Text(ImageMember.UrlImgThumbnail),
            Title = Text(ImageMember.Title),
            Headline = Text(ImageMember.Headline),
            Caption = Text(ImageMember.Caption),
            AltText = Text(ImageMember.AltText),
            AiGenerated = Flag(ImageMember.AiGenerated),
            ModelRelease = Flag(ImageMember.ModelRelease),
            PropertyRelease = Flag(ImageMember.PropertyRelease),
            Nsfw = Flag(ImageMember.Nsfw),
            Date = (ImageDate?)values[ImageMember.Date.Index],
            Status = Text(ImageMember.Status),
            Location = Text(ImageMember.Location),
            City = Text(ImageMember.City),
            Country = Text(ImageMember.Country),
            Event = Text(ImageMember.Event),
            Author = Text(ImageMember.Author),
            Provider = Text(ImageMember.Provider),
            Shot = Text(ImageMember.Shot),
            Scene = Text(ImageMember.Scene),
            Technique = Text(ImageMember.Technique),
            Medium = Text(ImageMember.Medium),
            Keywords = List(ImageMember.Keywords),
            Categories = List(ImageMember.Categories),
            Collections = List(ImageMember.Collections),
            Lang = lang,
        };
    }
}
