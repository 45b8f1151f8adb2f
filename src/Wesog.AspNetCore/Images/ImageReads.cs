using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Routing;
using Wesog.Catalog;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Images;

/// <summary>Handles GET /imgs and GET /imgs/{id}.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class ImageReads(IImageCatalog catalog)
{
    public async Task ListAsync(ApiRequest request)
    {
        // The page has no variable, so that images which are sent do not stay in memory.
        var page = PageOf(request);
        await WriteAsync(request, await ReadAsync(request, page).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task GetAsync(ApiRequest request)
    {
        // No image has an id that is not Unicode text, but a store that encodes ids as UTF-8 might find another image under it.
        if (!PercentText.IsValid(request.Segment))
        {
            throw new ProblemException(KnownProblems.ImageNotEncoded(RawPath.LastSegment(request.Http).ToString()));
        }

        var image = await catalog.GetAsync(request.Tenant, request.Segment, request.Aborted).ConfigureAwait(false)
            ?? throw new ProblemException(KnownProblems.ImageNotFound(request.Segment));
        request.Memory.Reserve(image.Json.Length);
        using var json = new JsonResponse(request.Http, request.Memory);
        ImageJson.Write(json.Bytes, image, FieldsOf(request.Query));

        var response = request.Http.Response;
        var tag = EntityTag.Of(image, json.Unsent.Span);
        response.Headers.ETag = tag;
        if (EntityTag.IsKnown(request.Http.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentType = null;
            return;
        }

        await json.CompleteAsync().ConfigureAwait(false);
    }

    /// <exception cref="ProblemException">The cursor is invalid, or there is a page number beside it.</exception>
    private static ImagePageRequest PageOf(ApiRequest request)
    {
        var limit = (int)request.Query.Number(KnownParameters.ImageLimit)!.Value;
        var page = new ImagePageRequest { Limit = limit, MaxBytes = Math.Min(PageBytes.Of(limit), request.Memory.LargestPage) };
        if (request.Query.Find(KnownParameters.After) is not { } cursor)
        {
            // Saturated, so that a very large page number gives an empty page and not a negative offset.
            var number = request.Query.Number(KnownParameters.Page)!.Value;
            return page with { Offset = (long)UInt128.Min((UInt128)(number - 1) * (uint)limit, (UInt128)KnownParameters.MaxNumber) };
        }

        if (request.Query.Find(KnownParameters.Page) is not null)
        {
            throw new ProblemException(KnownProblems.ConflictingParameters(KnownParameters.Page, KnownParameters.After));
        }

        return page with { After = ImageCursor.FindId(request.Tenant, cursor) ?? throw new ProblemException(KnownProblems.InvalidCursor()) };
    }

    // The memory is reserved before the store reads: a part of it first, and all of it for the pages that the part does not hold. These are read again as a whole,
    // because the two halves of a page would be of different times.
    private async Task<(ImagePage Page, long Reserved)> ReadAsync(ApiRequest request, ImagePageRequest page)
    {
        var first = PageBytes.FirstOf(page.MaxBytes);
        request.Memory.Reserve(first);
        if (await TryReadAsync(request, page with { MaxBytes = first }).ConfigureAwait(false) is { } found)
        {
            return (found, first);
        }

        request.Memory.Reserve(page.MaxBytes - first);
        return (await catalog.ListAsync(request.Tenant, page, request.Aborted).ConfigureAwait(false), page.MaxBytes);
    }

    /// <returns>The page; null if <see cref="ImagePageRequest.MaxBytes"/> made it short.</returns>
    private async Task<ImagePage?> TryReadAsync(ApiRequest request, ImagePageRequest page)
    {
        var found = await catalog.ListAsync(request.Tenant, page, request.Aborted).ConfigureAwait(false);
        return found.HasMore && found.Images.Count < page.Limit ? null : found;
    }

    private static Task WriteAsync(ApiRequest request, (ImagePage Page, long Reserved) read)
    {
        var (found, reserved) = read;
        if (found.HasMore)
        {
            // The next page begins after the last image, and not at a number: this page may be shorter than its limit.
            var cursor = ImageCursor.After(request.Tenant, found.Images[^1].Id);
            NextLink.Set(request, "/imgs", KnownParameters.After, cursor, without: KnownParameters.Page);
        }

        var images = ImagePageResult.Take(request, found, reserved);
        return ImagePageResult.WriteAsync(request, images, found.Count, FieldsOf(request.Query));
    }

    private static FieldSelection? FieldsOf(RequestQuery query)
    {
        var names = query.All(KnownParameters.Fields);
        return names.Count > 0 && FieldSelection.TryCreate(names, out var selection, out _) ? selection : null;
    }
}
