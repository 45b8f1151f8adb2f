using System.Text;
using Wesog.Images;
using Wesog.Query.Matching;
using Wesog.Query.Sorting;

namespace Wesog.Query;

/// <summary>An order of images by one member.</summary>
/// <remarks>
/// Images without a value come last, ascending and descending; images with equal values are ordered by id, in the direction of the order.
/// Keys are bytes, and the order of keys is the order of their bytes. Of a text the key is the beginning of its folded form, of a date its
/// stored form, of a time and a number eight bytes.
/// </remarks>
public sealed class ImageSort
{
    /// <summary>The number of code points of a folded text that count: 64.</summary>
    internal const int MaxCodePoints = 64;

    /// <summary>The largest size of a key in bytes.</summary>
    internal const int MaxKeyBytes = 4 * MaxCodePoints;

    // Before the properties, which add themselves.
    private static readonly List<ImageSort> Rows = [];

    private readonly ImageMember _member;

    private ImageSort(ImageMember member) => _member = member;

    /// <summary>By the Unicode code points of the id.</summary>
    public static ImageSort Id { get; } = Define(ImageMember.Id);

    /// <summary>By the date as stored: <c>1890</c> before <c>1890-05</c>.</summary>
    public static ImageSort Date { get; } = Define(ImageMember.Date);

    /// <summary>By the time at which the image was added.</summary>
    public static ImageSort CreatedAt { get; } = Define(ImageMember.CreatedAt);

    /// <summary>By the time at which the image was last written.</summary>
    public static ImageSort UpdatedAt { get; } = Define(ImageMember.UpdatedAt);

    /// <summary>By the revision.</summary>
    public static ImageSort Revision { get; } = Define(ImageMember.Revision);

    /// <summary>By the beginning of the folded <c>title</c>.</summary>
    public static ImageSort Title { get; } = Define(ImageMember.Title);

    /// <summary>By the beginning of the folded <c>headline</c>.</summary>
    public static ImageSort Headline { get; } = Define(ImageMember.Headline);

    /// <summary>By the beginning of the folded <c>caption</c>.</summary>
    public static ImageSort Caption { get; } = Define(ImageMember.Caption);

    /// <summary>By the beginning of the folded <c>location</c>.</summary>
    public static ImageSort Location { get; } = Define(ImageMember.Location);

    /// <summary>By the beginning of the folded <c>city</c>.</summary>
    public static ImageSort City { get; } = Define(ImageMember.City);

    /// <summary>By the beginning of the folded <c>country</c>.</summary>
    public static ImageSort Country { get; } = Define(ImageMember.Country);

    /// <summary>By the beginning of the folded <c>event</c>.</summary>
    public static ImageSort Event { get; } = Define(ImageMember.Event);

    /// <summary>By the beginning of the folded <c>author</c>.</summary>
    public static ImageSort Author { get; } = Define(ImageMember.Author);

    /// <summary>By the beginning of the folded <c>provider</c>.</summary>
    public static ImageSort Provider { get; } = Define(ImageMember.Provider);

    /// <summary>By the beginning of the folded <c>shot</c>.</summary>
    public static ImageSort Shot { get; } = Define(ImageMember.Shot);

    /// <summary>By the beginning of the folded <c>scene</c>.</summary>
    public static ImageSort Scene { get; } = Define(ImageMember.Scene);

    /// <summary>By the beginning of the folded <c>technique</c>.</summary>
    public static ImageSort Technique { get; } = Define(ImageMember.Technique);

    /// <summary>By the beginning of the folded <c>medium</c>.</summary>
    public static ImageSort Medium { get; } = Define(ImageMember.Medium);

    /// <summary>By the beginning of the folded <c>status</c>.</summary>
    public static ImageSort Status { get; } = Define(ImageMember.Status);

    /// <summary>All orders.</summary>
    public static IReadOnlyList<ImageSort> All { get; } = Rows.AsReadOnly();

    /// <summary>The name of the member, such as <c>created_at</c>.</summary>
    public string Name => _member.Name;

    /// <summary>Returns the order with a name; null if there is none. Case counts.</summary>
    /// <param name="name">The name, such as <c>created_at</c>.</param>
    public static ImageSort? Find(string name) => Rows.Find(sort => sort.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Returns the key of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="buffers">The buffers, which serve one call at a time.</param>
    internal SortKey KeyOf(StoredImage image, ReaderBuffers buffers)
    {
        var reader = new ImageReader(image, buffers);
        var key = PlaceOf(ref reader).ToKey();
        reader.Dispose();
        return key;
    }

    /// <summary>Returns the place of an image. Valid until the reader reads another text.</summary>
    internal SortPlace PlaceOf(ref ImageReader image)
    {
        var hasValue = TryRead(ref image, out var value);
        image.TryFind(ImageMember.Id, out var position);
        return new(hasValue, value, image.ReadText(ref position));
    }

    private bool TryRead(ref ImageReader image, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_member == ImageMember.Id)
        {
            // The id alone decides.
            return true;
        }

        if (_member.Kind == MemberKind.ReadOnly)
        {
            var number = _member == ImageMember.Revision ? image.Image.Revision
                : (_member == ImageMember.CreatedAt ? image.Image.CreatedAt : image.Image.UpdatedAt).ToUnixTimeMilliseconds();
            value = image.Encode(number);
            return true;
        }

        if (!image.TryFind(_member, out var position))
        {
            return false;
        }

        // A date has no escaped character, so the text of the id does not replace it.
        value = _member.Kind == MemberKind.Text ? Beginning(image.ReadFolded(_member)[..^1]) : image.ReadText(ref position);
        return true;
    }

    private static ImageSort Define(ImageMember member)
    {
        var sort = new ImageSort(member);
        Rows.Add(sort);
        return sort;
    }

    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> folded)
    {
        var length = 0;
        for (var count = 0; count < MaxCodePoints && length < folded.Length; count++)
        {
            Rune.DecodeFromUtf8(folded[length..], out _, out var consumed);
            length += consumed;
        }

        return folded[..length];
    }
}
