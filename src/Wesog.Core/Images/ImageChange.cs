namespace Wesog.Images;

/// <summary>
/// A modification of one image: the members that are set change, all others stay. A member set to
/// <see langword="null"/> is cleared.
/// </summary>
/// <remarks><c>docs/specification.md</c>, sections "Images" and "Batches" (PATCH). The rules of each member are those of <see cref="Image"/>.</remarks>
public sealed record ImageChange
{
    /// <summary><c>id</c>: which image to modify.</summary>
    public required string Id { get; init; }

    /// <summary><c>src</c>; it cannot be cleared (<see cref="Operations.ErrorCodes.Required"/>).</summary>
    public Optional<string> Src { get; init; }

    /// <summary><c>url_img_watermark</c>.</summary>
    public Optional<string?> UrlImgWatermark { get; init; }

    /// <summary><c>url_img_thumbnail</c>.</summary>
    public Optional<string?> UrlImgThumbnail { get; init; }

    /// <summary><c>title</c>.</summary>
    public Optional<string?> Title { get; init; }

    /// <summary><c>headline</c>.</summary>
    public Optional<string?> Headline { get; init; }

    /// <summary><c>caption</c>.</summary>
    public Optional<string?> Caption { get; init; }

    /// <summary><c>alt_text</c>.</summary>
    public Optional<string?> AltText { get; init; }

    /// <summary><c>ai_generated</c>.</summary>
    public Optional<bool?> AiGenerated { get; init; }

    /// <summary><c>model_release</c>.</summary>
    public Optional<bool?> ModelRelease { get; init; }

    /// <summary><c>property_release</c>.</summary>
    public Optional<bool?> PropertyRelease { get; init; }

    /// <summary><c>nsfw</c>.</summary>
    public Optional<bool?> Nsfw { get; init; }

    /// <summary><c>date</c>.</summary>
    public Optional<ImageDate?> Date { get; init; }

    /// <summary><c>status</c>.</summary>
    public Optional<string?> Status { get; init; }

    /// <summary><c>location</c>.</summary>
    public Optional<string?> Location { get; init; }

    /// <summary><c>city</c>.</summary>
    public Optional<string?> City { get; init; }

    /// <summary><c>country</c>.</summary>
    public Optional<string?> Country { get; init; }

    /// <summary><c>event</c>.</summary>
    public Optional<string?> Event { get; init; }

    /// <summary><c>author</c>.</summary>
    public Optional<string?> Author { get; init; }

    /// <summary><c>provider</c>.</summary>
    public Optional<string?> Provider { get; init; }

    /// <summary><c>shot</c>.</summary>
    public Optional<string?> Shot { get; init; }

    /// <summary><c>scene</c>.</summary>
    public Optional<string?> Scene { get; init; }

    /// <summary><c>technique</c>.</summary>
    public Optional<string?> Technique { get; init; }

    /// <summary><c>medium</c>.</summary>
    public Optional<string?> Medium { get; init; }

    /// <summary><c>keywords</c>.</summary>
    public Optional<TextList?> Keywords { get; init; }

    /// <summary><c>categories</c>.</summary>
    public Optional<TextList?> Categories { get; init; }

    /// <summary><c>collections</c>.</summary>
    public Optional<TextList?> Collections { get; init; }

    /// <summary><c>lang</c>: the language of the metadata, changed only by this member, never by the batch's.</summary>
    public Language? Lang { get; init; }
}
