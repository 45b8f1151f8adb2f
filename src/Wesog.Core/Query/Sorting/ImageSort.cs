using System.Buffers.Binary;
using System.Text;
using Wesog.Images;
using Wesog.Query.Matching;

namespace Wesog.Query.Sorting;

/// <summary>An order of images by one member.</summary>
/// <remarks>
/// Keys are bytes, and the order of keys is the order of their bytes. Of a text the key is the beginning of its folded form, of a date its
/// stored form, of a time and a number eight bytes.
/// </remarks>
internal sealed class ImageSort
{
    /// <summary>The number of code points of a folded text that count: 64.</summary>
    public const int MaxCodePoints = 64;

    private static readonly ImageSort[] All =
    [
        .. new[]
        {
            ImageMember.Id, ImageMember.Date, ImageMember.CreatedAt, ImageMember.UpdatedAt, ImageMember.Revision, ImageMember.Title,
            ImageMember.Headline, ImageMember.Caption, ImageMember.Location, ImageMember.City, ImageMember.Country, ImageMember.Event,
            ImageMember.Author, ImageMember.Provider, ImageMember.Shot, ImageMember.Scene, ImageMember.Technique, ImageMember.Medium,
            ImageMember.Status,
        }.Select(member => new ImageSort(member)),
    ];

    private readonly ImageMember _member;

    private ImageSort(ImageMember member) => _member = member;

    /// <summary>The names of all orders.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(sort => sort.Name)];

    /// <summary>The name of the member.</summary>
    public string Name => _member.Name;

    /// <summary>Returns the order with a name; null if there is none. Case counts.</summary>
    public static ImageSort? Find(string name) => Array.Find(All, sort => sort.Name == name);

    /// <summary>Returns the key of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="buffers">The buffers, which serve one call at a time.</param>
    public SortKey KeyOf(StoredImage image, ReaderBuffers buffers)
    {
        var reader = new ImageReader(image, buffers);
        reader.TryFind(ImageMember.Id, out var position);
        var id = reader.ReadText(ref position).ToArray();
        var key = new SortKey(ValueOf(ref reader), id);
        reader.Dispose();
        return key;
    }

    private byte[]? ValueOf(ref ImageReader image)
    {
        if (_member.Kind == MemberKind.ReadOnly)
        {
            return Encode(
                _member == ImageMember.Revision ? image.Image.Revision
                : (_member == ImageMember.CreatedAt ? image.Image.CreatedAt : image.Image.UpdatedAt).ToUnixTimeMilliseconds());
        }

        if (!image.TryFind(_member, out var position))
        {
            return null;
        }

        return (_member.Kind == MemberKind.Text ? Beginning(image.ReadFolded(_member)[..^1]) : image.ReadText(ref position)).ToArray();
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

    // Flips the sign, so that negative numbers come first.
    private static byte[] Encode(long value)
    {
        var key = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, value ^ long.MinValue);
        return key;
    }
}

/// <summary>The place of an image in an order.</summary>
/// <param name="Value">The key of the member; null if the image has no value.</param>
/// <param name="Id">The id, in UTF-8, which decides between equal keys.</param>
internal readonly record struct SortKey(byte[]? Value, byte[] Id)
{
    /// <summary>Compares two places. Images without a value are last, ascending and descending.</summary>
    /// <returns>Negative if this image comes first, positive if the other does, 0 if both are the same image.</returns>
    public int CompareTo(SortKey other, bool isDescending)
    {
        if (Value is null != other.Value is null)
        {
            return Value is null ? 1 : -1;
        }

        var order = Value.AsSpan().SequenceCompareTo(other.Value);
        order = order != 0 ? order : Id.AsSpan().SequenceCompareTo(other.Id);
        return isDescending ? -order : order;
    }
}
