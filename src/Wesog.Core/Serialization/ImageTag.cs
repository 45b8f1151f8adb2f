using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>The entity tag of an image: the revision and a hash of the image as JSON, as in <c>3-d41a7f6c0be85a92</c>.</summary>
/// <remarks>
/// The revision alone is not enough: an image that was deleted and added again has revision 1 again. The hash need not resist attacks: a tenant
/// receives tags of its own images only.
/// </remarks>
public static class ImageTag
{
    /// <summary>Returns the tag of an image with all its members.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    public static string Of(StoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var json = new ArrayBufferWriter<byte>(image.Json.Length + 256);
        ImageJson.Write(json, image);
        return Of(image, json.WrittenSpan);
    }

    /// <summary>Returns the tag of a representation of an image, which may have only some of its members.</summary>
    /// <param name="image">The image.</param>
    /// <param name="json">The representation.</param>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    public static string Of(StoredImage image, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(image);
        return string.Create(CultureInfo.InvariantCulture, $"{image.Revision}-{XxHash3.HashToUInt64(json):x16}");
    }
}
