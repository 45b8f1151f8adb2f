using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Reads the header <c>Content-Encoding</c> and decodes the body.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ContentEncoding
{
    public const string Gzip = "gzip";
    public const string Brotli = "br";
    public const string Identity = "identity";

    // RFC 9110, section 8.4.1.3: the same as gzip.
    private const string OldGzip = "x-gzip";

    private const string Supported = $"{Gzip}, {Brotli}";

    /// <exception cref="ProblemException">The encoding is not supported, or there is more than one.</exception>
    public static string Of(HttpRequest request)
    {
        var sent = request.Headers.ContentEncoding.ToString().Trim();
        return sent.ToLowerInvariant() switch
        {
            "" or Identity => Identity,
            Gzip or OldGzip => Gzip,
            Brotli => Brotli,
            _ => throw new ProblemException(KnownProblems.UnsupportedEncoding(sent, Supported)),
        };
    }

    /// <summary>The decoded body. A compressed one is decoded after it has arrived completely.</summary>
    public static Stream Decode(Stream body, string encoding, RequestMemory memory) => encoding switch
    {
        Gzip => new CompressedBody(body, memory, received => new GzipBody(received)),
        Brotli => new CompressedBody(body, memory, received => new BrotliBody(received)),
        _ => body,
    };
}
