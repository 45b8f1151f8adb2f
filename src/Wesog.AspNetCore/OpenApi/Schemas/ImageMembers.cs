using System.Globalization;
using Microsoft.OpenApi;
using Wesog.Images;

namespace Wesog.AspNetCore.OpenApi.Schemas;

/// <summary>The members of an image, in the order in which they are written. <c>docs/specification.md</c>, section "Images".</summary>
internal static class ImageMembers
{
    // Necessary, not sufficient: the engine also refuses Unicode's other white space at either end.
    private const string IdPattern =
        @"^(?!\.\.?$)[^\u0000-\u0020\u007f-\u00a0]([^\u0000-\u001f\u007f-\u009f]*[^\u0000-\u0020\u007f-\u00a0])?$";

    // Necessary, not sufficient: the engine also refuses invisible characters beyond these.
    private const string UrlPattern =
        @"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff""<>\\]+$";

    public static IReadOnlyList<string> ReadOnlyNames { get; } = ["created_at", "updated_at", "revision"];

    public static OpenApiSchema Id(ImageLimits limits)
    {
        var id = SchemaFactory.Text(
            "Names the image within your images. No control characters, no white space or invisible character at either end, not `.` or `..`; any other Unicode.",
            limits.MaxIdLength);
        id.MinLength = 1;
        id.Pattern = IdPattern;
        return id;
    }

    /// <summary>Those that a client sets, <c>id</c> and <c>lang</c> apart; none of them nullable yet.</summary>
    public static IEnumerable<(string Name, OpenApiSchema Schema)> Values(ImageLimits limits) =>
    [
        ("src", Url("Where the image is.", limits)),
        ("url_img_watermark", Url("Where its watermarked copy is.", limits)),
        ("url_img_thumbnail", Url("Where its thumbnail is.", limits)),
        ("title", SchemaFactory.Text("A short title.", limits.MaxTitleLength)),
        ("headline", SchemaFactory.Text("A headline, as an editor would set it.", limits.MaxTitleLength)),
        ("caption", SchemaFactory.Text("What the image shows.", limits.MaxCaptionLength)),
        ("alt_text", SchemaFactory.Text("The text for those who do not see the image.", limits.MaxCaptionLength)),
        ("ai_generated", SchemaFactory.Flag("Whether a machine made the image.")),
        ("model_release", SchemaFactory.Flag("Whether the people shown have released it.")),
        ("property_release", SchemaFactory.Flag("Whether the owners of what is shown have released it.")),
        ("nsfw", SchemaFactory.Flag("Whether it is unsuitable for work.")),
        ("date", Date()),
        ("status", SchemaFactory.Text("Where the image stands in your workflow.", limits.MaxTextLength)),
        ("location", SchemaFactory.Text("The place shown.", limits.MaxTextLength)),
        ("city", SchemaFactory.Text("The city shown.", limits.MaxTextLength)),
        ("country", SchemaFactory.Text("The country shown.", limits.MaxTextLength)),
        ("event", SchemaFactory.Text("The event shown.", limits.MaxTextLength)),
        ("author", SchemaFactory.Text("Who made the image.", limits.MaxTextLength)),
        ("provider", SchemaFactory.Text("Who supplies the image.", limits.MaxTextLength)),
        ("shot", SchemaFactory.Text("The kind of shot, such as a close-up.", limits.MaxTextLength)),
        ("scene", SchemaFactory.Text("The kind of scene.", limits.MaxTextLength)),
        ("technique", SchemaFactory.Text("How the image was made.", limits.MaxTextLength)),
        ("medium", SchemaFactory.Text("The medium, such as photography.", limits.MaxTextLength)),
        ("keywords", List("Words to find it by.", limits)),
        ("categories", List("The categories it is filed under.", limits)),
        ("collections", List("The collections it belongs to.", limits)),
    ];

    private static OpenApiSchema Url(string what, ImageLimits limits)
    {
        var url = SchemaFactory.Text($"{what} An absolute http or https URL with a host and without credentials, kept verbatim.", limits.MaxUrlLength);
        url.Pattern = UrlPattern;
        return url;
    }

    private static OpenApiSchema Date()
    {
        var date = SchemaFactory.Text("The date of the image: a calendar date, a month or a year that exists, written `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. Kept verbatim.");
        date.Pattern = @"^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$";
        return date;
    }

    private static OpenApiSchema List(string what, ImageLimits limits) => SchemaFactory.List(
        string.Create(CultureInfo.InvariantCulture, $"{what} At most {limits.MaxListEntries:N0}."),
        new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = limits.MaxEntryLength },
        limits.MaxListEntries);
}
