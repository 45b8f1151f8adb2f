using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Routing;
using Wesog.Catalog;
using Wesog.Query;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Images;

/// <summary>Handles GET /imgs and GET /imgs/{id}.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class ImageReads(IImageCatalog catalog)
{
    public Task ListAsync(ApiRequest request)
    {
        request.Http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return AcceptHeader.PrefersLines(request.Http.Request) ? ExportAsync(request) : ListPageAsync(request);
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

    private async Task ListPageAsync(ApiRequest request)
    {
        // The page has no variable, so that images which are sent do not stay in memory.
        var query = ImageQueries.OfPage(request);
        await WriteAsync(request, await ReadAsync(request, query).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task ExportAsync(ApiRequest request)
    {
        var query = ImageQueries.OfExport(request);
        if (HttpMethods.IsHead(request.Http.Request.Method))
        {
            // An export may take minutes, and no header depends on its images.
            request.Http.Response.ContentType = ContentType.Lines;
            return Task.CompletedTask;
        }

        return ImageLinesResult.WriteAsync(request, catalog.EnumerateAsync(request.Tenant, query, request.Aborted), FieldsOf(request.Query));
    }

    // The memory is reserved before the store reads: a part of it first, and all of it for the pages that the part does not hold. These are read again as a whole,
    // because the two halves of a page would be of different times.
    private async Task<(ImageQueryPage Page, long Reserved)> ReadAsync(ApiRequest request, ImageQuery query)
    {
        // Of facets the query keeps all different values, so what is reserved for them is also the bound of the query.
        query = query with { MaxFacetBytes = (int)Math.Min(query.MaxFacetBytes, request.Memory.LargestFacets) };
        var facets = query.Facets.Count == 0 ? 0 : query.MaxFacetBytes;
        var first = PageBytes.FirstOf(query.MaxBytes);
        request.Memory.Reserve(first + facets);
        if (await TryReadAsync(request, query with { MaxBytes = first }).ConfigureAwait(false) is { } found)
        {
            return (found, first + facets);
        }

        request.Memory.Reserve(query.MaxBytes - first);
        return (await catalog.QueryAsync(request.Tenant, query, request.Aborted).ConfigureAwait(false), query.MaxBytes + facets);
    }

    /// <returns>The page; null if <see cref="ImageQuery.MaxBytes"/> made it short.</returns>
    private async Task<ImageQueryPage?> TryReadAsync(ApiRequest request, ImageQuery query)
    {
        var found = await catalog.QueryAsync(request.Tenant, query, request.Aborted).ConfigureAwait(false);
        return found.Next is not null && found.Images.Count < query.Limit ? null : found;
    }

    private static Task WriteAsync(ApiRequest request, (ImageQueryPage Page, long Reserved) read)
    {
        var (found, reserved) = read;
        if (found.Next is { } cursor)
        {
            // The next page begins after the last image, and not at a number: this page may be shorter than its limit.
            NextLink.Set(request, "/imgs", KnownParameters.After, cursor, without: KnownParameters.Page);
        }

        return new ImagePageResult(request, found, reserved).WriteAsync(request, FieldsOf(request.Query));
    }

    private static FieldSelection? FieldsOf(RequestQuery query)
    {
        var names = query.All(KnownParameters.Fields);
        return names.Count > 0 && FieldSelection.TryCreate(names, out var selection, out _) ? selection : null;
    }
}
