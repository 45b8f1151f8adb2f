using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wesog.Images;

namespace Wesog.Core.Tests.Serialization;

/// <summary>Images as objects and as JSON.</summary>
internal static class ImageSamples
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly Image Plain = new() { Id = "a", Src = "http://a/" };

    /// <summary>A valid image with the given text in one member.</summary>
    public static Image With(string member, string? value) => member switch
    {
        "id" => Plain with { Id = value! },
        "src" => Plain with { Src = value! },
        "url_img_watermark" => Plain with { UrlImgWatermark = value },
        "url_img_thumbnail" => Plain with { UrlImgThumbnail = value },
        "title" => Plain with { Title = value },
        "headline" => Plain with { Headline = value },
        "caption" => Plain with { Caption = value },
        "alt_text" => Plain with { AltText = value },
        "status" => Plain with { Status = value },
        "location" => Plain with { Location = value },
        "city" => Plain with { City = value },
        "country" => Plain with { Country = value },
        "event" => Plain with { Event = value },
        "author" => Plain with { Author = value },
        "provider" => Plain with { Provider = value },
        "shot" => Plain with { Shot = value },
        "scene" => Plain with { Scene = value },
        "technique" => Plain with { Technique = value },
        "medium" => Plain with { Medium = value },
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "No text."),
    };

    public static Image WithList(string member, TextList? value) => member switch
    {
        "keywords" => Plain with { Keywords = value },
        "categories" => Plain with { Categories = value },
        "collections" => Plain with { Collections = value },
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "No list."),
    };

    /// <summary>A change that sets all members of the image.</summary>
    public static ImageChange ChangeOf(Image image)
    {
        static Optional<T> Of<T>(T value) => value is null ? default : new Optional<T>(value);
        static ListChange ListOf(TextList? list) => list is null ? default : new ListChange(list);
        return new ImageChange
        {
            Id = image.Id,
            Src = image.Src,
            UrlImgWatermark = Of(image.UrlImgWatermark),
            UrlImgThumbnail = Of(image.UrlImgThumbnail),
            Title = Of(image.Title),
            Headline = Of(image.Headline),
            Caption = Of(image.Caption),
            AltText = Of(image.AltText),
            AiGenerated = Of(image.AiGenerated),
            ModelRelease = Of(image.ModelRelease),
            PropertyRelease = Of(image.PropertyRelease),
            Nsfw = Of(image.Nsfw),
            Date = Of(image.Date),
            Status = Of(image.Status),
            Location = Of(image.Location),
            City = Of(image.City),
            Country = Of(image.Country),
            Event = Of(image.Event),
            Author = Of(image.Author),
            Provider = Of(image.Provider),
            Shot = Of(image.Shot),
            Scene = Of(image.Scene),
            Technique = Of(image.Technique),
            Medium = Of(image.Medium),
            Keywords = ListOf(image.Keywords),
            Categories = ListOf(image.Categories),
            Collections = ListOf(image.Collections),
            Lang = image.Lang,
        };
    }

    /// <summary>The JSON of a valid image with the given value in one member.</summary>
    public static string Json(string member, string valueJson) => member switch
    {
        "id" => $$"""{"id":{{valueJson}},"src":"http://a/"}""",
        "src" => $$"""{"id":"a","src":{{valueJson}}}""",
        _ => $$"""{"id":"a","src":"http://a/","{{member}}":{{valueJson}}}""",
    };

    public static string Quote(string? text) => text is null ? "null" : JsonSerializer.Serialize(text) is var json && !HasLoneSurrogate(text)
        ? json
        : $"\"{string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")))}\"";

    /// <summary>Escapes only what JSON requires. The text must be well-formed.</summary>
    public static string QuoteRaw(string text) => JsonSerializer.Serialize(text, Relaxed);

    public static string Quote(IEnumerable<string?> entries) => $"[{string.Join(',', entries.Select(Quote))}]";

    /// <summary>A valid image with random members.</summary>
    public static Image Random(Random random, int number)
    {
        string? Text() => random.Next(3) == 0 ? RandomText(random, random.Next(12)) : null;
        bool? Flag() => random.Next(3) switch { 0 => true, 1 => false, _ => null };
        TextList? List() => random.Next(3) == 0
            ? TextList.From(Enumerable.Range(0, random.Next(4)).Select(_ => RandomText(random, 1 + random.Next(5))))
            : null;
        return new Image
        {
            Id = $"id {number}",
            Src = "https://example.org/" + number,
            UrlImgThumbnail = random.Next(2) == 0 ? "http://[::1]/é" : null,
            Title = Text(),
            Caption = Text(),
            AltText = Text(),
            AiGenerated = Flag(),
            ModelRelease = Flag(),
            PropertyRelease = Flag(),
            Nsfw = Flag(),
            Date = RandomDate(random),
            Status = Text(),
            Event = Text(),
            Medium = Text(),
            Keywords = List(),
            Categories = List(),
            Collections = List(),
            Lang = (Language)random.Next(5),
        };
    }

    private static ImageDate? RandomDate(Random random)
    {
        var date = DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber));
        return random.Next(6) switch
        {
            0 => new ImageDate(date.Year),
            1 => new ImageDate(date.Year, date.Month),
            2 => date,
            _ => null,
        };
    }

    private static string RandomText(Random random, int length)
    {
        string[] parts = ["a", "Z", " ", "\"", "\\", "/", "\n", "\u0001", "\u007f", "é", "й", "例", "😀", "\u2028", "<"];
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            text.Append(parts[random.Next(parts.Length)]);
        }

        return text.ToString();
    }

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(r => r.Value == 0xFFFD) && !text.Contains('\uFFFD');
}
