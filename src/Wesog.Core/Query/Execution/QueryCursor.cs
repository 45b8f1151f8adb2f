using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Wesog.Query.Sorting;

namespace Wesog.Query.Execution;

/// <summary>
/// The text of <see cref="ImageQueryPage.Next"/>: the place of the last image of a page. It is valid for its tenant, filter and order only, on every
/// host, and after a restart.
/// </summary>
/// <remarks>
/// A hash detects that it was altered, or belongs to another query. It is no protection, because a place in it finds nothing that its
/// tenant cannot read anyway.
/// </remarks>
internal static class QueryCursor
{
    /// <summary>The largest number of characters of a cursor.</summary>
    public const int MaxLength = 2_048;

    private const byte Version = 1;
    private const int HashSize = 8;

    // The version, the hash, and the length of the value, with one more than it has; 0 if the image has no value.
    private const int HeadSize = 1 + HashSize + 2;

    /// <summary>Returns the cursor of the page after a place.</summary>
    public static string Encode(string tenant, ImageQuery query, SortKey place)
    {
        var length = place.Value is { } value ? value.Length + 1 : 0;
        byte[] text = [.. HashOf(tenant, query, place), (byte)(length >> 8), (byte)length, .. place.Value ?? [], .. place.Id];
        return Base64Url.EncodeToString([Version, .. text]);
    }

    /// <summary>Returns the place of a cursor.</summary>
    /// <exception cref="InvalidCursorException">The cursor is altered, or of another tenant, filter or order.</exception>
    public static SortKey Decode(string tenant, ImageQuery query, string cursor)
    {
        if (cursor.Length <= MaxLength && Base64Url.IsValid(cursor, out var size) && size > HeadSize)
        {
            var bytes = Base64Url.DecodeFromChars(cursor).AsSpan();
            var length = (bytes[HeadSize - 2] << 8) + bytes[HeadSize - 1];
            var value = Math.Max(length - 1, 0);
            if (bytes.Length > HeadSize + value)
            {
                var rest = bytes[HeadSize..];
                var place = new SortKey(length == 0 ? null : rest[..value].ToArray(), rest[value..].ToArray());
                if (cursor == Encode(tenant, query, place))
                {
                    return place;
                }
            }
        }

        throw new InvalidCursorException();
    }

    private static ReadOnlySpan<byte> HashOf(string tenant, ImageQuery query, SortKey place)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[tenant, query.Filter.ToString(), query.Sort.Name, query.IsDescending ? "desc" : "asc"])
        {
            hash.AppendData([.. Encoding.UTF8.GetBytes(part), 0]);
        }

        hash.AppendData([place.Value is null ? (byte)0 : (byte)1, (byte)(place.Value?.Length ?? 0), .. place.Value ?? [], .. place.Id]);
        return hash.GetHashAndReset().AsSpan(0, HashSize);
    }
}
