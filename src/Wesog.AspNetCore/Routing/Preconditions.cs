using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Routing;

/// <summary>Refuses conditional headers on writes, which are not implemented. Ignoring one could overwrite the change of another client.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP". By RFC 9110 a write ignores <c>If-Modified-Since</c>.</remarks>
internal static class Preconditions
{
    /// <exception cref="ProblemException">The request has such a header.</exception>
    public static void Refuse(HttpRequest request)
    {
        var headers = request.Headers;
        var sent = headers.IfMatch.Count > 0 ? HeaderNames.IfMatch
            : headers.IfNoneMatch.Count > 0 ? HeaderNames.IfNoneMatch
            : headers.IfUnmodifiedSince.Count > 0 ? HeaderNames.IfUnmodifiedSince
            : null;
        if (sent is not null)
        {
            throw new ProblemException(KnownProblems.Precondition(sent, IsCreation(request, sent)));
        }
    }

    private static bool IsCreation(HttpRequest request, string header) =>
        header == HeaderNames.IfNoneMatch && request.Headers.IfNoneMatch == "*" && (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method));
}
