using System.Text;

namespace Wesog.Images;

/// <summary>A member of an image on the wire. The table of all members is the source of their order, rules and documentation.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "Images". A new member needs a row here and a property in <see cref="Image"/> and
/// <see cref="ImageChange"/>. Members before <c>lang</c> are stored in canonical JSON, in the order of the rows; the others are in the header.
/// </remarks>
public sealed class ImageMember
{
    private static readonly List<ImageMember> Rows = [];

    internal static readonly ImageMember Id = Define("id", MemberKind.Id, "Names the image within your images. No control characters, no white space or invisible character at either end, not `.` or `..`; any other Unicode.", limits => limits.MaxIdLength);
    internal static readonly ImageMember Src = Define("src", MemberKind.Url, "Where the image is.", limits => limits.MaxUrlLength);
    internal static readonly ImageMember UrlImgWatermark = Define("url_img_watermark", MemberKind.Url, "Where its watermarked copy is.", limits => limits.MaxUrlLength);
    internal static readonly ImageMember UrlImgThumbnail = Define("url_img_thumbnail", MemberKind.Url, "Where its thumbnail is.", limits => limits.MaxUrlLength);
    internal static readonly ImageMember Title = Define("title", MemberKind.Text, "A short title.", limits => limits.MaxTitleLength);
    internal static readonly ImageMember Headline = Define("headline", MemberKind.Text, "A headline, as an editor would set it.", limits => limits.MaxTitleLength);
    internal static readonly ImageMember Caption = Define("caption", MemberKind.Text, "What the image shows.", limits => limits.MaxCaptionLength);
    internal static readonly ImageMember AltText = Define("alt_text", MemberKind.Text, "The text for those who do not see the image.", limits => limits.MaxCaptionLength);
    internal static readonly ImageMember AiGenerated = Define("ai_generated", MemberKind.Flag, "Whether a machine made the image.");
    internal static readonly ImageMember ModelRelease = Define("model_release", MemberKind.Flag, "Whether the people shown have released it.");
    internal static readonly ImageMember PropertyRelease = Define("property_release", MemberKind.Flag, "Whether the owners of what is shown have released it.");
    internal static readonly ImageMember Nsfw = Define("nsfw", MemberKind.Flag, "Whether it is unsuitable for work.");
    internal static readonly ImageMember Date = Define("date", MemberKind.Date, "The date of the image: a calendar date, a month or a year that exists, written `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. Kept verbatim.");
    internal static readonly ImageMember Status = Define("status", MemberKind.Text, "Where the image stands in your workflow.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Location = Define("location", MemberKind.Text, "The place shown.", limits => limits.MaxTextLength);
    internal static readonly ImageMember City = Define("city", MemberKind.Text, "The city shown.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Country = Define("country", MemberKind.Text, "The country shown.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Event = Define("event", MemberKind.Text, "The event shown.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Author = Define("author", MemberKind.Text, "Who made the image.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Provider = Define("provider", MemberKind.Text, "Who supplies the image.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Shot = Define("shot", MemberKind.Text, "The kind of shot, such as a close-up.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Scene = Define("scene", MemberKind.Text, "The kind of scene.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Technique = Define("technique", MemberKind.Text, "How the image was made.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Medium = Define("medium", MemberKind.Text, "The medium, such as photography.", limits => limits.MaxTextLength);
    internal static readonly ImageMember Keywords = Define("keywords", MemberKind.List, "Words to find it by.", limits => limits.MaxEntryLength);
    internal static readonly ImageMember Categories = Define("categories", MemberKind.List, "The categories it is filed under.", limits => limits.MaxEntryLength);
    internal static readonly ImageMember Collections = Define("collections", MemberKind.List, "The collections it belongs to.", limits => limits.MaxEntryLength);
    internal static readonly ImageMember Lang = Define("lang", MemberKind.Language, "The language of the image's metadata.");
    internal static readonly ImageMember CreatedAt = Define("created_at", MemberKind.ReadOnly, "When the image was added: UTC, to the millisecond.");
    internal static readonly ImageMember UpdatedAt = Define("updated_at", MemberKind.ReadOnly, "When it was last written: UTC, to the millisecond.");
    internal static readonly ImageMember Revision = Define("revision", MemberKind.ReadOnly, "1 for a new image, one more for each operation that wrote it since.");

    /// <summary>The members of canonical JSON.</summary>
    internal static readonly ImageMember[] Stored = [.. Rows.Take(Lang.Index)];

    /// <summary>The number of <see cref="Stored"/>.</summary>
    internal static readonly int StoredCount = Stored.Length;

    private readonly Func<ImageLimits, int>? _maxLength;
    private readonly byte[] _utf8Name;
    private readonly byte[] _label;

    private ImageMember(int index, string name, MemberKind kind, string description, Func<ImageLimits, int>? maxLength)
    {
        Index = index;
        Name = name;
        Kind = kind;
        Description = description;
        _maxLength = maxLength;
        _utf8Name = Encoding.UTF8.GetBytes(name);
        _label = Encoding.UTF8.GetBytes($",\"{name}\":");
    }

    /// <summary>All members, in the order in which they are written.</summary>
    public static IReadOnlyList<ImageMember> All { get; } = Rows.AsReadOnly();

    /// <summary>The name on the wire, such as <c>title</c>.</summary>
    public string Name { get; }

    /// <summary>The kind, which decides the rules and the format of the values.</summary>
    public MemberKind Kind { get; }

    /// <summary>What the member is, in an English sentence for users of the API.</summary>
    public string Description { get; }

    /// <summary>The position in <see cref="All"/>.</summary>
    internal int Index { get; }

    /// <summary>The comma, the name and the colon before a value: <c>,"title":</c>.</summary>
    internal ReadOnlySpan<byte> Label => _label;

    /// <summary>Returns the largest length of a value in UTF-16 code units, of a list that of each entry; null if the length has no limit.</summary>
    /// <param name="limits">The limits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    public int? MaxLength(ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return _maxLength?.Invoke(limits);
    }

    /// <summary>Returns the name on the wire.</summary>
    public override string ToString() => Name;

    /// <summary>Returns the member with a name; null if no member has it.</summary>
    internal static ImageMember? Find(ReadOnlySpan<byte> utf8Name)
    {
        if (utf8Name.Length < Names.ByLength.Length)
        {
            foreach (var member in Names.ByLength[utf8Name.Length])
            {
                if (utf8Name.SequenceEqual(member._utf8Name))
                {
                    return member;
                }
            }
        }

        return null;
    }

    /// <exception cref="InvalidDataException">No image is stored with such a member.</exception>
    internal static ImageMember FindStored(ReadOnlySpan<byte> utf8Name) => Find(utf8Name) is { } member && member.Index < Stored.Length
        ? member
        : throw new InvalidDataException("The store returned an image with a member that no image has.");

    private static ImageMember Define(string name, MemberKind kind, string description, Func<ImageLimits, int>? maxLength = null)
    {
        var member = new ImageMember(Rows.Count, name, kind, description, maxLength);
        Rows.Add(member);
        return member;
    }

    // A nested class, so that an engine that reads no JSON does not create the index.
    private static class Names
    {
        // Few names have the same length: comparing them one by one is faster than hashing.
        public static readonly ImageMember[][] ByLength =
            [.. Enumerable.Range(0, Rows.Max(m => m.Name.Length) + 1).Select(n => Rows.Where(m => m.Name.Length == n).ToArray())];
    }
}

/// <summary>The kind of an image's member, which decides the rules and the format of its values.</summary>
public enum MemberKind
{
    /// <summary>The id: a string.</summary>
    Id,

    /// <summary>An absolute http or https URL: a string.</summary>
    Url,

    /// <summary>A text: a string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Flag,

    /// <summary>A calendar date, a month or a year: a string.</summary>
    Date,

    /// <summary>An array of strings.</summary>
    List,

    /// <summary>One of the codes of <see cref="LanguageCodes"/>: a string.</summary>
    Language,

    /// <summary>A member that the engine sets. A client can send it with any value; the engine ignores it.</summary>
    ReadOnly,
}
