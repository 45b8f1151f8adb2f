using System.Text;

namespace Wesog.Images;

/// <summary>
/// A member of an image on the wire. Those an image is stored with come first, in the order of <c>docs/specification.md</c>, section "Images", which is
/// the order of canonical JSON; after them come those that stand in its header.
/// </summary>
internal sealed class ImageMember
{
    public static readonly ImageMember Id = new(0, "id", MemberKind.Id, Bound.Id);
    public static readonly ImageMember Src = new(1, "src", MemberKind.Url, Bound.Url);
    public static readonly ImageMember UrlImgWatermark = new(2, "url_img_watermark", MemberKind.Url, Bound.Url);
    public static readonly ImageMember UrlImgThumbnail = new(3, "url_img_thumbnail", MemberKind.Url, Bound.Url);
    public static readonly ImageMember Title = new(4, "title", MemberKind.Text, Bound.Title);
    public static readonly ImageMember Headline = new(5, "headline", MemberKind.Text, Bound.Title);
    public static readonly ImageMember Caption = new(6, "caption", MemberKind.Text, Bound.Caption);
    public static readonly ImageMember AltText = new(7, "alt_text", MemberKind.Text, Bound.Caption);
    public static readonly ImageMember AiGenerated = new(8, "ai_generated", MemberKind.Flag);
    public static readonly ImageMember ModelRelease = new(9, "model_release", MemberKind.Flag);
    public static readonly ImageMember PropertyRelease = new(10, "property_release", MemberKind.Flag);
    public static readonly ImageMember Nsfw = new(11, "nsfw", MemberKind.Flag);
    public static readonly ImageMember Date = new(12, "date", MemberKind.Date);
    public static readonly ImageMember Status = new(13, "status", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Location = new(14, "location", MemberKind.Text, Bound.Text);
    public static readonly ImageMember City = new(15, "city", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Country = new(16, "country", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Event = new(17, "event", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Author = new(18, "author", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Provider = new(19, "provider", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Shot = new(20, "shot", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Scene = new(21, "scene", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Technique = new(22, "technique", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Medium = new(23, "medium", MemberKind.Text, Bound.Text);
    public static readonly ImageMember Keywords = new(24, "keywords", MemberKind.List, Bound.Entry);
    public static readonly ImageMember Categories = new(25, "categories", MemberKind.List, Bound.Entry);
    public static readonly ImageMember Collections = new(26, "collections", MemberKind.List, Bound.Entry);
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

    private readonly Bound _bound;
    private readonly byte[] _utf8Name;
    private readonly byte[] _label;

    private ImageMember(int index, string name, MemberKind kind, Bound bound = Bound.None)
    {
        Index = index;
        Name = name;
        Kind = kind;
        _bound = bound;
        _utf8Name = Encoding.UTF8.GetBytes(name);
        _label = Encoding.UTF8.GetBytes($",\"{name}\":");
    }

    public int Index { get; }

    public string Name { get; }

    public MemberKind Kind { get; }

    /// <summary>The name as it stands between two values: <c>,"title":</c>.</summary>
    public ReadOnlySpan<byte> Label => _label;

    /// <summary>The bound of a value's length, of a list that of its entries.</summary>
    public int MaxLength(ImageLimits limits) => _bound switch
    {
        Bound.Id => limits.MaxIdLength,
        Bound.Url => limits.MaxUrlLength,
        Bound.Title => limits.MaxTitleLength,
        Bound.Caption => limits.MaxCaptionLength,
        Bound.Text => limits.MaxTextLength,
        Bound.Entry => limits.MaxEntryLength,
        _ => int.MaxValue,
    };

    /// <summary>The member of a name; null where there is none.</summary>
    public static ImageMember? Find(ReadOnlySpan<byte> utf8Name)
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

    public override string ToString() => Name;

    /// <summary>Which of the limits bounds the length.</summary>
    private enum Bound
    {
        None,
        Id,
        Url,
        Title,
        Caption,
        Text,
        Entry,
    }

    // Apart, so that an engine that is given objects only never makes it.
    private static class Names
    {
        // Names of one length are so few that comparing them one by one beats hashing.
        public static readonly ImageMember[][] ByLength =
            [.. Enumerable.Range(0, All.Max(m => m.Name.Length) + 1).Select(n => All.Where(m => m.Name.Length == n).ToArray())];
    }
}
