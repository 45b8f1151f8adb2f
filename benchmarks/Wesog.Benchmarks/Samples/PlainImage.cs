using Wesog.Images;

namespace Wesog.Benchmarks.Samples;

/// <summary>The plain type of the baseline: the members of the samples, without validation.</summary>
internal sealed record PlainImage(
    string Id,
    string Src,
    string? UrlImgThumbnail,
    string? Title,
    string? Caption,
    bool? AiGenerated,
    bool? ModelRelease,
    DateOnly? Date,
    string? City,
    string? Country,
    string? Author,
    string[]? Keywords,
    string[]? Categories)
{
    public static PlainImage From(Image image) => new(
        image.Id, image.Src, image.UrlImgThumbnail, image.Title, image.Caption, image.AiGenerated, image.ModelRelease, DayOf(image.Date),
        image.City, image.Country, image.Author, image.Keywords?.ToArray(), image.Categories?.ToArray());

    private static DateOnly? DayOf(ImageDate? date) =>
        date is { Month: { } month, Day: { } day } whole ? new DateOnly(whole.Year, month, day) : null;
}
