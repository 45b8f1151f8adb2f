using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Routing;

/// <summary>Reads the headers that make a write conditional. Ignoring one could overwrite the change of another client, so others are refused.</summary>
/// <remarks><c>docs/specification.md</c>, section "Preconditions". By RFC 9110 a write ignores <c>If-Modified-Since</c>.</remarks>
internal static class Preconditions
{
    /// <exception cref="ProblemException">The request has a conditional header that its route does not take.</exception>
    public static void RefuseOthers(HttpRequest request, ApiRoute route)
    {
        foreach (var header in (ReadOnlySpan<string>)[HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.IfUnmodifiedSince])
        {
            if (request.Headers.ContainsKey(header) && !route.Parameters.Any(parameter => parameter.Name == header))
            {
                throw new ProblemException(KnownProblems.OtherPrecondition(header));
            }
        }
    }

    /// <summary>Returns what must hold of the image of a write; null for nothing.</summary>
    /// <exception cref="ProblemException">The header is ill-formed.</exception>
    public static ImagePrecondition? Of(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch is { Count: > 0 } other)
        {
            return other == "*" ? new ImagePrecondition.Absent() : throw new ProblemException(KnownProblems.NotAny(other.ToString()));
        }

        if (request.Headers.IfMatch is not { Count: > 0 } sent)
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(sent, out var tags) || (tags.Count > 1 && tags.Contains(EntityTagHeaderValue.Any)))
        {
            throw new ProblemException(KnownProblems.NotEntityTags(sent.ToString()));
        }

        // A weak tag matches no image: two different ones may have it.
        return tags[0].Equals(EntityTagHeaderValue.Any)
            ? new ImagePrecondition.Exists()
            : new ImagePrecondition.HasTag([.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.Subsegment(1, tag.Tag.Length - 2).ToString())]);
    }
}
