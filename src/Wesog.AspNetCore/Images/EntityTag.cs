using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Images;

/// <summary>The entity tag of a response with an image: the revision and a hash of the body.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP". Each selection of members has its own tag, because it has its own body.</remarks>
internal static class EntityTag
{
    public static string Of(StoredImage image, ReadOnlySpan<byte> body) => $"\"{ImageTag.Of(image, body)}\"";

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
