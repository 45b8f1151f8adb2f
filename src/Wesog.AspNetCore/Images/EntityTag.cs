using System.Globalization;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.Images;

namespace Wesog.AspNetCore.Images;

/// <summary>The entity tag of an image's answer: its revision, and a hash of the bytes.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, section "HTTP". The revision alone would not do: an image that was deleted and added again begins at 1 anew, and
/// each choice of members has bytes of its own. The hash need not withstand anyone: each tenant is told its own images only.
/// </remarks>
internal static class EntityTag
{
    public static string Of(StoredImage image, ReadOnlySpan<byte> answer) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{image.Revision}-{XxHash3.HashToUInt64(answer):x16}\"");

    /// <summary>Whether the client has what the tag stands for (<c>If-None-Match</c>).</summary>
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
