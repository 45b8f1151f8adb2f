namespace Wesog.Images;

/// <summary>
/// A modification of one image: the members that are set change, all others stay. A member set to
/// <see langword="null"/> is cleared.
/// </summary>
/// <remarks>Contract, sections 2 and 4 (PATCH). The rules of each member are those of <see cref="Image"/>.</remarks>
public sealed record ImageChange
{
    /// <summary><c>id</c>: which image to modify.</summary>
    public required string Id { get; init; }

    /// <summary><c>src</c>; it cannot be cleared (<see cref="Operations.ErrorCodes.Required"/>).</summary>
    public Change<string> Src { get; init; }

    /// <summary><c>url_img_watermark</c>.</summary>
    public Change<string?> UrlImgWatermark { get; init; }

    /// <summary><c>url_img_thumbnail</c>.</summary>
    public Change<string?> UrlImgThumbnail { get; init; }

    /// <summary><c>title</c>.</summary>
    public Change<string?> Title { get; init; }

    /// <summary><c>headline</c>.</summary>
    public Change<string?> Headline { get; init; }

    /// <summary><c>caption</c>.</summary>
    public Change<string?> Caption { get; init; }

    /// <summary><c>alt_text</c>.</summary>
    public Change<string?> AltText { get; init; }

    /// <summary><c>ai_generated</c>.</summary>
    public Change<bool?> AiGenerated { get; init; }

    /// <summary><c>model_release</c>.</summary>
    public Change<bool?> ModelRelease { get; init; }

    /// <summary><c>property_release</c>.</summary>
    public Change<bool?> PropertyRelease { get; init; }

    /// <summary><c>nsfw</c>.</summary>
    public Change<bool?> Nsfw { get; init; }

    /// <summary><c>date</c>.</summary>
    public Change<ImageDate?> Date { get; init; }

    /// <summary><c>status</c>.</summary>
    public Change<string?> Status { get; init; }

    /// <summary><c>location</c>.</summary>
    public Change<string?> Location { get; init; }

    /// <summary><c>city</c>.</summary>
    public Change<string?> City { get; init; }

    /// <summary><c>country</c>.</summary>
    public Change<string?> Country { get; init; }

    /// <summary><c>event</c>.</summary>
    public Change<string?> Event { get; init; }

    /// <summary><c>author</c>.</summary>
    public Change<string?> Author { get; init; }

    /// <summary><c>provider</c>.</summary>
    public Change<string?> Provider { get; init; }

    /// <summary><c>shot</c>.</summary>
    public Change<string?> Shot { get; init; }

    /// <summary><c>scene</c>.</summary>
    public Change<string?> Scene { get; init; }

    /// <summary><c>technique</c>.</summary>
    public Change<string?> Technique { get; init; }

    /// <summary><c>medium</c>.</summary>
    public Change<string?> Medium { get; init; }

    /// <summary><c>keywords</c>.</summary>
    public Change<TextList?> Keywords { get; init; }

    /// <summary><c>categories</c>.</summary>
    public Change<TextList?> Categories { get; init; }

    /// <summary><c>collections</c>.</summary>
    public Change<TextList?> Collections { get; init; }

    /// <summary><c>lang</c>: the language of the metadata, changed only by this member, never by the batch's.</summary>
    public Language? Lang { get; init; }
}
