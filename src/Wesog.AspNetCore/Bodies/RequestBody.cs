using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Opens the request body.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class RequestBody
{
    /// <summary>Whether the body has at least one byte. Does not consume it.</summary>
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

        // The length of a chunked body is unknown, so the first byte decides.
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

    /// <summary>The decoded body. The batch reader counts its bytes.</summary>
    /// <param name="http">The request.</param>
    /// <param name="encoding">The content encoding.</param>
    /// <param name="limits">The limits of its size.</param>
    /// <param name="memory">The memory of the request.</param>
    /// <exception cref="ProblemException"><c>Content-Length</c> is too large.</exception>
    public static Stream Open(HttpContext http, string encoding, EngineLimits limits, RequestMemory memory)
    {
        if (encoding == ContentEncoding.Identity && http.Request.ContentLength > limits.MaxBodyBytes)
        {
            throw new ProblemException(ExceptionProblems.TooLarge(limits.MaxBatchItems, limits.MaxBodyBytes, hasTooManyItems: false));
        }

        LiftServerLimit(http, limits);
        return ContentEncoding.Decode(new RequestBodyStream(http), encoding, memory);
    }

    // MaxBodyBytes counts decompressed bytes, so the server's own limit is raised. It still bounds a body that decompresses to nothing. The
    // compression of incompressible data adds far less than the margin.
    private static void LiftServerLimit(HttpContext http, EngineLimits limits)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limits.MaxBodyBytes + (limits.MaxBodyBytes / 8) + (64 << 10);
        }
    }
}

/// <summary>The request body as it is sent. A transfer error of the client is a problem.</summary>
internal sealed class RequestBodyStream(HttpContext http) : ReadOnlyBody
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await http.Request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (TransferFaults.Is(exception, http))
        {
            throw TransferFaults.Unreadable();
        }
    }
}

/// <summary>Distinguishes transfer errors of the client from other I/O errors.</summary>
internal static class TransferFaults
{
    /// <summary>Whether the client caused an exception of a read from the body, and the server set no status.</summary>
    /// <remarks>False for a closed connection, which no response can reach.</remarks>
    public static bool Is(IOException exception, HttpContext http) =>
        exception is not BadHttpRequestException and not ConnectionResetException && !http.RequestAborted.IsCancellationRequested;

    public static ProblemException Unreadable() => new(KnownProblems.InvalidBody("unreadable"));
}
