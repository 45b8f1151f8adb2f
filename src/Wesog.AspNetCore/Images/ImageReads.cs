using Microsoft.AspNetCore.Http;
using System.Buffers;
using System.Text;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Catalog;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Images;

/// <summary>GET /imgs and GET /imgs/{id}.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class ImageReads(IImageCatalog catalog)
{
    private const int DefaultLimit = 50;

    public async Task ListAsync(ApiRequest request)
    {
        var limit = (int)(request.Query.Number(KnownParameters.ImageLimit) ?? DefaultLimit);
        var page = request.Query.Number(KnownParameters.Page) ?? 1;
        // Saturated: a page beyond every number of images is an empty one, not a negative one.
        var offset = (long)UInt128.Min((UInt128)(page - 1) * (uint)limit, (UInt128)KnownParameters.MaxNumber);

        var found = await catalog.ListAsync(request.Tenant, offset, limit, request.Aborted).ConfigureAwait(false);
        if (found.Images.Count > 0 && offset + found.Images.Count < found.Count)
        {
            NextLink.Set(request, "/imgs", KnownParameters.Page, page + 1);
        }

        await ShowAsync(request, found).ConfigureAwait(false);
    }

    public async Task GetAsync(ApiRequest request)
    {
        var image = await FindAsync(request).ConfigureAwait(false)
            ?? throw new ProblemException(PercentText.IsValid(request.Segment)
                ? KnownProblems.ImageNotFound(request.Segment)
                : KnownProblems.ImageNotEncoded(RawPath.LastEncodedSegment(request.Http)));
        using var answer = new JsonAnswer(request.Http);
        ImageJson.Write(answer.Bytes, image, FieldsOf(request.Query));

        var response = request.Http.Response;
        var tag = EntityTag.Of(image, answer.Unsent.Span);
        response.Headers.ETag = tag;
        if (EntityTag.IsKnown(request.Http.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentType = null;
            return;
        }

        await answer.CompleteAsync().ConfigureAwait(false);
    }

    // No image has an id that is not text; a store that writes ids as UTF-8 might take it for another.
    private async Task<StoredImage?> FindAsync(ApiRequest request) => PercentText.IsValid(request.Segment)
        ? await catalog.GetAsync(request.Tenant, request.Segment, request.Aborted).ConfigureAwait(false)
        : null;

    private static async Task ShowAsync(ApiRequest request, ImagePage page)
    {
        var fields = FieldsOf(request.Query);
        using var answer = new JsonAnswer(request.Http);
        answer.Bytes.Write("{\"results\":["u8);
        for (var i = 0; i < page.Images.Count; i++)
        {
            answer.Bytes.Write(i == 0 ? default : ","u8);
            ImageJson.Write(answer.Bytes, page.Images[i], fields);
            await answer.FlushIfLargeAsync().ConfigureAwait(false);
        }

        answer.Bytes.Write("],\"count\":"u8);
        answer.Bytes.Write(Encoding.ASCII.GetBytes(KnownProblems.Text(page.Count)));
        answer.Bytes.Write("}"u8);
        await answer.CompleteAsync().ConfigureAwait(false);
    }

    private static FieldSelection? FieldsOf(Query query)
    {
        var names = query.All(KnownParameters.Fields);
        return names.Count > 0 && FieldSelection.TryCreate(names, out var selection, out _) ? selection : null;
    }
}
