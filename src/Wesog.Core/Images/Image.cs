namespace Wesog.Images;

/// <summary>
/// The metadata of one image asset; the image itself lives elsewhere, at its <see cref="Src"/>. Immutable, and equal
/// to another by its values. A member that is <see langword="null"/> has no value; <c>""</c> and <c>[]</c> are values.
/// </summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "Images". The bounds named here are the defaults of <see cref="ImageLimits"/>; lengths count UTF-16 code
/// units. Nothing is checked here: a batch is checked as a whole when it is submitted, so that every fault of every
/// item is reported at once.
/// </remarks>
public sealed record Image
{
    /// <summary>
    /// <c>id</c>: names the image within its tenant. 1 to 255 characters, no control characters, no white space at
    /// either end, not <c>.</c> or <c>..</c>.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>
    /// <c>src</c>: where the image is. An absolute <c>http</c> or <c>https</c> URL with a host and without credentials,
    /// at most 2,048 characters, kept verbatim.
    /// </summary>
    public required string Src { get; init; }

    /// <summary><c>url_img_watermark</c>: where its watermarked copy is. As <see cref="Src"/>.</summary>
    public string? UrlImgWatermark { get; init; }

    /// <summary><c>url_img_thumbnail</c>: where its thumbnail is. As <see cref="Src"/>.</summary>
    public string? UrlImgThumbnail { get; init; }

    /// <summary><c>title</c>. A short title. At most 1,000 characters.</summary>
    public string? Title { get; init; }

    /// <summary><c>headline</c>. At most 1,000 characters.</summary>
    public string? Headline { get; init; }

    /// <summary><c>caption</c>. At most 10,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary><c>alt_text</c>. The text for those who do not see the image. At most 10,000 characters.</summary>
    public string? AltText { get; init; }

    /// <summary><c>ai_generated</c>. Whether a machine made the image.</summary>
    public bool? AiGenerated { get; init; }

    /// <summary><c>model_release</c>. Whether the people shown have released it.</summary>
    public bool? ModelRelease { get; init; }

    /// <summary><c>property_release</c>. Whether the owners of what is shown have released it.</summary>
    public bool? PropertyRelease { get; init; }

    /// <summary><c>nsfw</c>. Whether it is unsuitable for work.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>
    /// <c>date</c>. A calendar date, a month or a year: <c>1890-05-02</c>, <c>1890-05</c> or <c>1890</c> on the wire. A
    /// <see cref="DateOnly"/> converts to it.
    /// </summary>
    public ImageDate? Date { get; init; }

    /// <summary><c>status</c>. At most 500 characters.</summary>
    public string? Status { get; init; }

    /// <summary><c>location</c>. At most 500 characters.</summary>
    public string? Location { get; init; }

    /// <summary><c>city</c>. At most 500 characters.</summary>
    public string? City { get; init; }

    /// <summary><c>country</c>. At most 500 characters.</summary>
    public string? Country { get; init; }

    /// <summary><c>event</c>. At most 500 characters.</summary>
    public string? Event { get; init; }

    /// <summary><c>author</c>. At most 500 characters.</summary>
    public string? Author { get; init; }

    /// <summary><c>provider</c>. At most 500 characters.</summary>
    public string? Provider { get; init; }

    /// <summary><c>shot</c>. At most 500 characters.</summary>
    public string? Shot { get; init; }

    /// <summary><c>scene</c>. At most 500 characters.</summary>
    public string? Scene { get; init; }

    /// <summary><c>technique</c>. At most 500 characters.</summary>
    public string? Technique { get; init; }

    /// <summary><c>medium</c>. At most 500 characters.</summary>
    public string? Medium { get; init; }

    /// <summary><c>keywords</c>. At most 1,000 entries, each of 1 to 255 characters.</summary>
    public TextList? Keywords { get; init; }

    /// <summary><c>categories</c>. At most 1,000 entries, each of 1 to 255 characters.</summary>
    public TextList? Categories { get; init; }

    /// <summary><c>collections</c>. At most 1,000 entries, each of 1 to 255 characters.</summary>
    public TextList? Collections { get; init; }

    /// <summary>
    /// <c>lang</c>: the language of this image's metadata; <see langword="null"/> takes the batch's
    /// (<see cref="Operations.SubmitOptions.Lang"/>).
    /// </summary>
    public Language? Lang { get; init; }
}
