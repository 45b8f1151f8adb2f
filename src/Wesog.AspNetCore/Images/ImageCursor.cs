using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Wesog.AspNetCore.Images;

/// <summary>
/// The value of the parameter <c>after</c>: the id of the last image of a page. It is valid for its tenant only, on every host, and after a
/// restart. A hash detects that it was altered; it is no protection, because an id in it finds nothing that its tenant cannot read anyway.
/// </summary>
internal static class ImageCursor
{
    /// <summary>The largest number of characters of a cursor.</summary>
    public const int MaxLength = 2_048;

    private const byte Version = 1;
    private const int HashSize = 8;
    private const int HeadSize = 1 + HashSize;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the cursor of the page after an image: the version, a hash over tenant and id, and the id.</summary>
    public static string After(string tenant, string id)
    {
        byte[] name = [.. _utf8.GetBytes(tenant), 0, .. _utf8.GetBytes(id)];
        return Base64Url.EncodeToString([Version, .. SHA256.HashData(name).AsSpan(0, HashSize), .. _utf8.GetBytes(id)]);
    }

    /// <summary>Returns the id of a cursor; null if the cursor is altered, or another tenant's.</summary>
    public static string? FindId(string tenant, string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor, out var length) || length <= HeadSize)
        {
            return null;
        }

        try
        {
            var id = _utf8.GetString(Base64Url.DecodeFromChars(cursor).AsSpan(HeadSize));
            return cursor == After(tenant, id) ? id : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
