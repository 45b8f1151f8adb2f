using System.Globalization;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.Images;

namespace Wesog.AspNetCore.Images;

/// <summary>The entity tag of a response with an image: the revision and a hash of the body.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "HTTP". The revision alone is not enough: an image that was deleted and added again has revision 1
/// again, and each selection of members has its own body. The hash need not resist attacks: a tenant receives tags of its own images only.
/// </remarks>
internal static class EntityTag
{
    public static string Of(StoredImage image, ReadOnlySpan<byte> body) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{image.Revision}-{XxHash3.HashToUInt64(body):x16}\"");

    /// <summary>Whether <c>If-None-Match</c> contains the tag.</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var sent = request.Headers.IfNoneMatch;
        if (sent.Count == 0)
        {
            return false;
        }

        var current = EntityTagHeaderValue.Parse(tag);
        return EntityTagHeaderValue.TryParseList(sent, out var known)
            && known.Any(other => other.Equals(EntityTagHeaderValue.Any) || other.Compare(current, useStrongComparison: false));
    }
}
