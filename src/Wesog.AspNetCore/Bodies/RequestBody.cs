using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Opens the body of a request.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class RequestBody
{
    /// <summary>Whether there is a body of at least one byte. The byte stays where it is.</summary>
    public static async ValueTask<bool> IsPresentAsync(HttpContext http, EngineLimits limits)
    {
        if (http.Request.ContentLength is { } length)
        {
            return length > 0;
        }

        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return false;
        }

        // Of a body in chunks only its first byte tells.
        LiftServerLimit(http, limits);
        try
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
            http.Request.BodyReader.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (IOException exception) when (TransferFaults.Is(exception, http))
        {
            throw TransferFaults.Unreadable();
        }
    }

    /// <summary>The body, decoded. The reader of the batch counts its bytes.</summary>
    /// <param name="http">The request.</param>
    /// <param name="encoding">How it is encoded.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="ProblemException">It says of itself that it is too large.</exception>
    public static Stream Open(HttpContext http, string encoding, EngineLimits limits)
    {
        if (encoding == ContentEncoding.Identity && http.Request.ContentLength > limits.MaxBodyBytes)
        {
            throw new ProblemException(Refusals.TooLarge(limits.MaxBatchItems, limits.MaxBodyBytes, hasTooManyItems: false));
        }

        LiftServerLimit(http, limits);
        return ContentEncoding.Decode(new RequestBodyStream(http), encoding);
    }

    // The server's own limit gives way to ours, which counts decompressed bytes. It stays as a stop for what decompresses
    // to nothing; what cannot be compressed grows by far less than this allows.
    private static void LiftServerLimit(HttpContext http, EngineLimits limits)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limits.MaxBodyBytes + (limits.MaxBodyBytes / 8) + (64 << 10);
        }
    }
}
