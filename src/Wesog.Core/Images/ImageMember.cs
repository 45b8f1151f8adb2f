using System.Text;

namespace Wesog.Images;

/// <summary>
/// A member of an image on the wire. Those an image is stored with come first, in the order of the contract, which is
/// the order of canonical JSON; after them come those that stand in its header.
/// </summary>
internal sealed class ImageMember
{
    public static readonly ImageMember Id = new(0, "id", MemberKind.Id, limits => limits.MaxIdLength);
    public static readonly ImageMember Src = new(1, "src", MemberKind.Url, limits => limits.MaxUrlLength);
    public static readonly ImageMember UrlImgWatermark = new(2, "url_img_watermark", MemberKind.Url, limits => limits.MaxUrlLength);
    public static readonly ImageMember UrlImgThumbnail = new(3, "url_img_thumbnail", MemberKind.Url, limits => limits.MaxUrlLength);
    public static readonly ImageMember Title = new(4, "title", MemberKind.Text, limits => limits.MaxTitleLength);
    public static readonly ImageMember Headline = new(5, "headline", MemberKind.Text, limits => limits.MaxTitleLength);
    public static readonly ImageMember Caption = new(6, "caption", MemberKind.Text, limits => limits.MaxCaptionLength);
    public static readonly ImageMember AltText = new(7, "alt_text", MemberKind.Text, limits => limits.MaxCaptionLength);
    public static readonly ImageMember AiGenerated = new(8, "ai_generated", MemberKind.Flag);
    public static readonly ImageMember ModelRelease = new(9, "model_release", MemberKind.Flag);
    public static readonly ImageMember PropertyRelease = new(10, "property_release", MemberKind.Flag);
    public static readonly ImageMember Nsfw = new(11, "nsfw", MemberKind.Flag);
    public static readonly ImageMember Date = new(12, "date", MemberKind.Date);
    public static readonly ImageMember Status = new(13, "status", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Location = new(14, "location", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember City = new(15, "city", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Country = new(16, "country", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Event = new(17, "event", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Author = new(18, "author", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Provider = new(19, "provider", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Shot = new(20, "shot", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Scene = new(21, "scene", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Technique = new(22, "technique", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Medium = new(23, "medium", MemberKind.Text, limits => limits.MaxTextLength);
    public static readonly ImageMember Keywords = new(24, "keywords", MemberKind.List, limits => limits.MaxEntryLength);
    public static readonly ImageMember Categories = new(25, "categories", MemberKind.List, limits => limits.MaxEntryLength);
    public static readonly ImageMember Collections = new(26, "collections", MemberKind.List, limits => limits.MaxEntryLength);
    public static readonly ImageMember Lang = new(27, "lang", MemberKind.Language);
    public static readonly ImageMember CreatedAt = new(28, "created_at", MemberKind.ReadOnly);
    public static readonly ImageMember UpdatedAt = new(29, "updated_at", MemberKind.ReadOnly);
    public static readonly ImageMember Revision = new(30, "revision", MemberKind.ReadOnly);

    /// <summary>How many of <see cref="All"/>, the first, stand in canonical JSON.</summary>
    public const int StoredCount = 27;

    /// <summary>Every member, each at its <see cref="Index"/>.</summary>
    public static readonly ImageMember[] All =
    [
        Id, Src, UrlImgWatermark, UrlImgThumbnail, Title, Headline, Caption, AltText,
        AiGenerated, ModelRelease, PropertyRelease, Nsfw, Date,
        Status, Location, City, Country, Event, Author, Provider, Shot, Scene, Technique, Medium,
        Keywords, Categories, Collections, Lang, CreatedAt, UpdatedAt, Revision,
    ];

    // Names of one length are so few that comparing them one by one beats hashing.
    private static readonly ImageMember[][] ByLength =
        [.. Enumerable.Range(0, All.Max(m => m.Name.Length) + 1).Select(n => All.Where(m => m.Name.Length == n).ToArray())];

    private readonly Func<ImageLimits, int> _maxLength;
    private readonly byte[] _utf8Name;
    private readonly byte[] _label;

    private ImageMember(int index, string name, MemberKind kind, Func<ImageLimits, int>? maxLength = null)
    {
        Index = index;
        Name = name;
        Kind = kind;
        _maxLength = maxLength ?? (_ => int.MaxValue);
        _utf8Name = Encoding.UTF8.GetBytes(name);
        _label = Encoding.UTF8.GetBytes($",\"{name}\":");
    }

    public int Index { get; }

    public string Name { get; }

    public MemberKind Kind { get; }

    /// <summary>The name as it stands between two values: <c>,"title":</c>.</summary>
    public ReadOnlySpan<byte> Label => _label;

    /// <summary>The bound of a value's length, of a list that of its entries.</summary>
    public int MaxLength(ImageLimits limits) => _maxLength(limits);

    /// <summary>The member of a name; null where there is none.</summary>
    public static ImageMember? Find(ReadOnlySpan<byte> utf8Name)
    {
        if (utf8Name.Length < ByLength.Length)
        {
            foreach (var member in ByLength[utf8Name.Length])
            {
                if (utf8Name.SequenceEqual(member._utf8Name))
                {
                    return member;
                }
            }
        }

        return null;
    }

    public override string ToString() => Name;
}
