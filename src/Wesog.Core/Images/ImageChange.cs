namespace Wesog.Images;

/// <summary>A modification of one image. The members that are set change; a member set to <see langword="null"/> is cleared.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Images" and "Batches" (PATCH). The rules of each member are those of <see cref="Image"/>.</remarks>
public sealed record ImageChange
{
    private readonly MemberValues _values;

    /// <summary>Creates a modification that changes nothing.</summary>
    public ImageChange() => _values = new();

    private ImageChange(ImageChange original) => (_values, Lang) = (original._values.Copy(), original.Lang);

    /// <summary><c>id</c>: identifies the image to modify. Required in a batch; null in an edit by query, which modifies all images that match.</summary>
    public string? Id { get => (string?)_values[ImageMember.Id]; init => _values[ImageMember.Id] = value; }

    /// <summary><c>src</c>. It cannot be cleared (<see cref="Operations.ErrorCodes.Required"/>).</summary>
    public Optional<string> Src { get => _values.GetChange<string>(ImageMember.Src)!; init => _values.SetChange(ImageMember.Src, value); }

    /// <summary><c>url_img_watermark</c>.</summary>
    public Optional<string?> UrlImgWatermark { get => _values.GetChange<string?>(ImageMember.UrlImgWatermark); init => _values.SetChange(ImageMember.UrlImgWatermark, value); }

    /// <summary><c>url_img_thumbnail</c>.</summary>
    public Optional<string?> UrlImgThumbnail { get => _values.GetChange<string?>(ImageMember.UrlImgThumbnail); init => _values.SetChange(ImageMember.UrlImgThumbnail, value); }

    /// <summary><c>title</c>.</summary>
    public Optional<string?> Title { get => _values.GetChange<string?>(ImageMember.Title); init => _values.SetChange(ImageMember.Title, value); }

    /// <summary><c>headline</c>.</summary>
    public Optional<string?> Headline { get => _values.GetChange<string?>(ImageMember.Headline); init => _values.SetChange(ImageMember.Headline, value); }

    /// <summary><c>caption</c>.</summary>
    public Optional<string?> Caption { get => _values.GetChange<string?>(ImageMember.Caption); init => _values.SetChange(ImageMember.Caption, value); }

    /// <summary><c>alt_text</c>.</summary>
    public Optional<string?> AltText { get => _values.GetChange<string?>(ImageMember.AltText); init => _values.SetChange(ImageMember.AltText, value); }

    /// <summary><c>ai_generated</c>.</summary>
    public Optional<bool?> AiGenerated { get => _values.GetChange<bool?>(ImageMember.AiGenerated); init => _values.SetChange(ImageMember.AiGenerated, value); }

    /// <summary><c>model_release</c>.</summary>
    public Optional<bool?> ModelRelease { get => _values.GetChange<bool?>(ImageMember.ModelRelease); init => _values.SetChange(ImageMember.ModelRelease, value); }

    /// <summary><c>property_release</c>.</summary>
    public Optional<bool?> PropertyRelease { get => _values.GetChange<bool?>(ImageMember.PropertyRelease); init => _values.SetChange(ImageMember.PropertyRelease, value); }

    /// <summary><c>nsfw</c>.</summary>
    public Optional<bool?> Nsfw { get => _values.GetChange<bool?>(ImageMember.Nsfw); init => _values.SetChange(ImageMember.Nsfw, value); }

    /// <summary><c>date</c>.</summary>
    public Optional<ImageDate?> Date { get => _values.GetChange<ImageDate?>(ImageMember.Date); init => _values.SetChange(ImageMember.Date, value); }

    /// <summary><c>status</c>.</summary>
    public Optional<string?> Status { get => _values.GetChange<string?>(ImageMember.Status); init => _values.SetChange(ImageMember.Status, value); }

    /// <summary><c>location</c>.</summary>
    public Optional<string?> Location { get => _values.GetChange<string?>(ImageMember.Location); init => _values.SetChange(ImageMember.Location, value); }

    /// <summary><c>city</c>.</summary>
    public Optional<string?> City { get => _values.GetChange<string?>(ImageMember.City); init => _values.SetChange(ImageMember.City, value); }

    /// <summary><c>country</c>.</summary>
    public Optional<string?> Country { get => _values.GetChange<string?>(ImageMember.Country); init => _values.SetChange(ImageMember.Country, value); }

    /// <summary><c>event</c>.</summary>
    public Optional<string?> Event { get => _values.GetChange<string?>(ImageMember.Event); init => _values.SetChange(ImageMember.Event, value); }

    /// <summary><c>author</c>.</summary>
    public Optional<string?> Author { get => _values.GetChange<string?>(ImageMember.Author); init => _values.SetChange(ImageMember.Author, value); }

    /// <summary><c>provider</c>.</summary>
    public Optional<string?> Provider { get => _values.GetChange<string?>(ImageMember.Provider); init => _values.SetChange(ImageMember.Provider, value); }

    /// <summary><c>shot</c>.</summary>
    public Optional<string?> Shot { get => _values.GetChange<string?>(ImageMember.Shot); init => _values.SetChange(ImageMember.Shot, value); }

    /// <summary><c>scene</c>.</summary>
    public Optional<string?> Scene { get => _values.GetChange<string?>(ImageMember.Scene); init => _values.SetChange(ImageMember.Scene, value); }

    /// <summary><c>technique</c>.</summary>
    public Optional<string?> Technique { get => _values.GetChange<string?>(ImageMember.Technique); init => _values.SetChange(ImageMember.Technique, value); }

    /// <summary><c>medium</c>.</summary>
    public Optional<string?> Medium { get => _values.GetChange<string?>(ImageMember.Medium); init => _values.SetChange(ImageMember.Medium, value); }

    /// <summary><c>keywords</c>.</summary>
    public ListChange Keywords { get => _values.GetListChange(ImageMember.Keywords); init => _values.SetListChange(ImageMember.Keywords, value); }

    /// <summary><c>categories</c>.</summary>
    public ListChange Categories { get => _values.GetListChange(ImageMember.Categories); init => _values.SetListChange(ImageMember.Categories, value); }

    /// <summary><c>collections</c>.</summary>
    public ListChange Collections { get => _values.GetListChange(ImageMember.Collections); init => _values.SetListChange(ImageMember.Collections, value); }

    /// <summary><c>lang</c>: the language of the metadata. Only this member changes it, never the batch's language.</summary>
    public Language? Lang { get; init; }

    internal MemberValues Values => _values;
}
