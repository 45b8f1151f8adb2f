using System.Diagnostics.CodeAnalysis;

namespace Wesog.Images;

/// <summary>
/// The metadata of one image. The image itself is elsewhere, at its <see cref="Src"/>. Immutable; equal to another record with the same
/// values. A member that is <see langword="null"/> has no value; <c>""</c> and <c>[]</c> are values.
/// </summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "Images". The limits named here are the defaults of <see cref="ImageLimits"/>; lengths count UTF-16
/// code units. The record does not check its values. The engine validates a whole batch at submission and reports all errors of all items.
/// </remarks>
public sealed record Image
{
    private readonly MemberValues _values;

    /// <summary>Creates an image without values.</summary>
    public Image() => _values = new();

    [SetsRequiredMembers]
    internal Image(MemberValues values, Language lang) =>
        (_values, Lang, Id, Src) = (values, lang, (string)values[ImageMember.Id]!, (string)values[ImageMember.Src]!);

    private Image(Image original) => (_values, Lang) = (original._values.Copy(), original.Lang);

    /// <summary>
    /// <c>id</c>: identifies the image within its tenant. 1 to 255 characters, no control characters, no white space at either end, not
    /// <c>.</c> or <c>..</c>.
    /// </summary>
    public required string Id { get => (string)_values[ImageMember.Id]!; init => _values[ImageMember.Id] = value; }

    /// <summary>
    /// <c>src</c>: the location of the image. An absolute <c>http</c> or <c>https</c> URL with a host and without credentials, at most 2,048
    /// characters, stored verbatim.
    /// </summary>
    public required string Src { get => (string)_values[ImageMember.Src]!; init => _values[ImageMember.Src] = value; }

    /// <summary><c>url_img_watermark</c>: the location of the watermarked copy. The rules are those of <see cref="Src"/>.</summary>
    public string? UrlImgWatermark { get => (string?)_values[ImageMember.UrlImgWatermark]; init => _values[ImageMember.UrlImgWatermark] = value; }

    /// <summary><c>url_img_thumbnail</c>: the location of the thumbnail. The rules are those of <see cref="Src"/>.</summary>
    public string? UrlImgThumbnail { get => (string?)_values[ImageMember.UrlImgThumbnail]; init => _values[ImageMember.UrlImgThumbnail] = value; }

    /// <summary><c>title</c>: a short title. At most 1,000 characters.</summary>
    public string? Title { get => (string?)_values[ImageMember.Title]; init => _values[ImageMember.Title] = value; }

    /// <summary><c>headline</c>. At most 1,000 characters.</summary>
    public string? Headline { get => (string?)_values[ImageMember.Headline]; init => _values[ImageMember.Headline] = value; }

    /// <summary><c>caption</c>. At most 10,000 characters.</summary>
    public string? Caption { get => (string?)_values[ImageMember.Caption]; init => _values[ImageMember.Caption] = value; }

    /// <summary><c>alt_text</c>: the text for readers who do not see the image. At most 10,000 characters.</summary>
    public string? AltText { get => (string?)_values[ImageMember.AltText]; init => _values[ImageMember.AltText] = value; }

    /// <summary><c>ai_generated</c>: whether a machine made the image.</summary>
    public bool? AiGenerated { get => (bool?)_values[ImageMember.AiGenerated]; init => _values[ImageMember.AiGenerated] = value is { } flag ? MemberValues.Box(flag) : null; }

    /// <summary><c>model_release</c>: whether the people shown have released it.</summary>
    public bool? ModelRelease { get => (bool?)_values[ImageMember.ModelRelease]; init => _values[ImageMember.ModelRelease] = value is { } flag ? MemberValues.Box(flag) : null; }

    /// <summary><c>property_release</c>: whether the owners of what is shown have released it.</summary>
    public bool? PropertyRelease { get => (bool?)_values[ImageMember.PropertyRelease]; init => _values[ImageMember.PropertyRelease] = value is { } flag ? MemberValues.Box(flag) : null; }

    /// <summary><c>nsfw</c>: whether the image is unsuitable for work.</summary>
    public bool? Nsfw { get => (bool?)_values[ImageMember.Nsfw]; init => _values[ImageMember.Nsfw] = value is { } flag ? MemberValues.Box(flag) : null; }

    /// <summary>
    /// <c>date</c>: a calendar date, a month or a year; <c>1890-05-02</c>, <c>1890-05</c> or <c>1890</c> on the wire. A
    /// <see cref="DateOnly"/> converts to it.
    /// </summary>
    public ImageDate? Date { get => (ImageDate?)_values[ImageMember.Date]; init => _values[ImageMember.Date] = value; }

    /// <summary><c>status</c>. At most 500 characters.</summary>
    public string? Status { get => (string?)_values[ImageMember.Status]; init => _values[ImageMember.Status] = value; }

    /// <summary><c>location</c>. At most 500 characters.</summary>
    public string? Location { get => (string?)_values[ImageMember.Location]; init => _values[ImageMember.Location] = value; }

    /// <summary><c>city</c>. At most 500 characters.</summary>
    public string? City { get => (string?)_values[ImageMember.City]; init => _values[ImageMember.City] = value; }

    /// <summary><c>country</c>. At most 500 characters.</summary>
    public string? Country { get => (string?)_values[ImageMember.Country]; init => _values[ImageMember.Country] = value; }

    /// <summary><c>event</c>. At most 500 characters.</summary>
    public string? Event { get => (string?)_values[ImageMember.Event]; init => _values[ImageMember.Event] = value; }

    /// <summary><c>author</c>. At most 500 characters.</summary>
    public string? Author { get => (string?)_values[ImageMember.Author]; init => _values[ImageMember.Author] = value; }

    /// <summary><c>provider</c>. At most 500 characters.</summary>
    public string? Provider { get => (string?)_values[ImageMember.Provider]; init => _values[ImageMember.Provider] = value; }

    /// <summary><c>shot</c>. At most 500 characters.</summary>
    public string? Shot { get => (string?)_values[ImageMember.Shot]; init => _values[ImageMember.Shot] = value; }

    /// <summary><c>scene</c>. At most 500 characters.</summary>
    public string? Scene { get => (string?)_values[ImageMember.Scene]; init => _values[ImageMember.Scene] = value; }

    /// <summary><c>technique</c>. At most 500 characters.</summary>
    public string? Technique { get => (string?)_values[ImageMember.Technique]; init => _values[ImageMember.Technique] = value; }

    /// <summary><c>medium</c>. At most 500 characters.</summary>
    public string? Medium { get => (string?)_values[ImageMember.Medium]; init => _values[ImageMember.Medium] = value; }

    /// <summary><c>keywords</c>. At most 1,000 entries, each of 1 to 255 characters.</summary>
    public TextList? Keywords { get => (TextList?)_values[ImageMember.Keywords]; init => _values[ImageMember.Keywords] = value; }

    /// <summary><c>categories</c>. At most 1,000 entries, each of 1 to 255 characters.</summary>
    public TextList? Categories { get => (TextList?)_values[ImageMember.Categories]; init => _values[ImageMember.Categories] = value; }

    /// <summary><c>collections</c>. At most 1,000 entries, each of 1 to 255 characters.</summary>
    public TextList? Collections { get => (TextList?)_values[ImageMember.Collections]; init => _values[ImageMember.Collections] = value; }

    /// <summary>
    /// <c>lang</c>: the language of this image's metadata; <see langword="null"/> for the batch's
    /// (<see cref="Operations.SubmitOptions.Lang"/>).
    /// </summary>
    public Language? Lang { get; init; }

    internal MemberValues Values => _values;
}
