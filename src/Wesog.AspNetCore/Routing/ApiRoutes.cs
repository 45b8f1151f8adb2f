using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Images;
using Wesog.AspNetCore.OpenApi;
using Wesog.AspNetCore.Operations;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;
using static Wesog.AspNetCore.Parameters.KnownParameters;

namespace Wesog.AspNetCore.Routing;

/// <summary>The table of routes. The endpoints, <c>Allow</c> and the OpenAPI document come from it.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class ApiRoutes(ImageReads images, ImageWrites writes, OperationEndpoints operations)
{
    /// <summary>The segment that names a route in a POST, and an image otherwise.</summary>
    public const string Delete = "delete";

    public const string DeletePattern = $"{Images}/{Delete}";

    private const string Images = "/imgs";
    private const string Image = "/imgs/{id}";
    private const string Operations = "/ops";
    private const string Operation = "/ops/{op_id}";

    private const string Replacing =
        "Replaces whole records: members not sent lose their values. To change just some members, use `PATCH`.";

    private const string Modifying = "Changes the members that are sent: `null` clears one, absent members stay. `src` cannot be cleared. " +
        "A list may be edited: `{\"add\": […], \"remove\": […]}`.";

    public IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", Images, "listImages", images.ListAsync, 
            [Formula, SortBy, Order, Facets, FacetLimit, Count, Page, After, ImageLimit, Fields, .. OfReads], ApiResponses.OfImagePage, null,
            "Find images",
            "A page of your images, all or those that match a formula. It may have fewer than `limit` although others follow: " +
            "then, as wherever others follow, the header `Link` has the next page. If `Accept` prefers `application/x-ndjson`, an export: " +
            "all images that match, by id, one a line, while they are read; one that breaks off does not end with a line break. `HEAD` works too.")
        {
            ExportParameters = OfExports,
        },
        new("POST", Images, "addImages", request => writes.BatchAsync(request, ItemMethod.Add), OfWrites, ApiResponses.OfBatch, ApiBody.Images,
            "Add images",
            "Adds a batch of images. An id that exists is an error, unless `strict=false`."),
        new("PUT", Images, "replaceImages", request => writes.BatchAsync(request, ItemMethod.Replace), OfWrites, ApiResponses.OfBatch, ApiBody.Replacements,
            "Replace images",
            Replacing),
        new("PATCH", Images, "modifyImages", writes.ModifyManyAsync, [EditFormula, Expect, .. OfWrites], ApiResponses.OfEdit, ApiBody.Changes,
            "Modify images",
            Modifying + " With `q`, the body is one object without `id` and `if_revision`: it changes all images that match when the operation is executed."),
        new("DELETE", Images, "deleteImages", writes.DeleteManyAsync, [Id, EditFormula, Expect, .. OfWrites], ApiResponses.OfEdit, ApiBody.Deletions,
            "Delete images",
            "Deletes the images that the body or the query names; ids that do not exist are skipped. With `q`, deletes all images that match when the operation is executed. " +
            "Where clients or proxies drop the body of a `DELETE`, use `POST /imgs/delete`."),
        new("POST", DeletePattern, "deleteImagesByPost", writes.DeleteManyAsync, [Id, .. OfWrites], ApiResponses.OfBatch, ApiBody.Deletions,
            "Delete images by POST",
            "The same as `DELETE /imgs`, for clients and proxies that drop the body of a `DELETE`."),
        new("GET", Image, "getImage", images.GetAsync, [ImageId, Fields, IfNoneMatch, .. OfReads], ApiResponses.OfImageRead, null,
            "Get an image",
            "The image, with its entity tag. `HEAD` works too."),
        new("POST", Image, "addImage", request => writes.OneAsync(request, ItemMethod.Add), [ImageId, IfAbsent, .. OfWrites], ApiResponses.OfImage, ApiBody.ImageById,
            "Add an image",
            "Adds the image of this id. An id that exists is an error, unless `strict=false`. " +
            "The id `delete` is added by `POST /imgs`."),
        new("PUT", Image, "replaceImage", request => writes.OneAsync(request, ItemMethod.Replace), [ImageId, IfMatch, .. OfWrites], ApiResponses.OfImage, ApiBody.ReplacementById,
            "Replace an image",
            "Replaces the whole record: members not sent lose their values. To change just some members, use `PATCH`."),
        new("PATCH", Image, "modifyImage", request => writes.OneAsync(request, ItemMethod.Modify), [ImageId, IfMatch, .. OfWrites], ApiResponses.OfImage, ApiBody.ImageChangeById,
            "Modify an image",
            Modifying),
        new("DELETE", Image, "deleteImage", writes.DeleteOneAsync, [ImageId, IfMatch, .. OfWrites], ApiResponses.OfImageDeletion, null,
            "Delete an image",
            "Deletes the image; one that does not exist is skipped. Takes no body."),
        new("GET", Operations, "listOperations", operations.ListAsync, [OperationLimit, Before, State, .. OfOperations, .. OfReads], ApiResponses.OfOperationPage, null,
            "List operations",
            "Your operations, newest first, each with at most its first 10 errors. " +
            "The link to the next page keeps the filters. `HEAD` works too."),
        new("POST", Operations, "submitOperation", request => writes.BatchAsync(request, null), OfWrites, ApiResponses.OfBatch, ApiBody.Mixed,
            "Submit a mixed batch",
            "Adds, replaces, modifies and deletes images in one operation. Each item is judged against what the items before it leave."),
        new("DELETE", Operations, "cancelOperations", operations.CancelManyAsync, [PendingState, .. OfOperations, .. OfReads], ApiResponses.OfCancelMany, null,
            "Cancel operations",
            "Cancels all pending operations that match. Needs at least one filter. Operations that are accepted meanwhile stay."),
        new("GET", Operation, "getOperation", operations.GetAsync, [OperationId, WaitSeconds, .. OfReads], ApiResponses.OfOperationRead, null,
            "Get an operation",
            "The operation as it is now, or, with `wait`, as soon as it has finished. `HEAD` works too."),
        new("DELETE", Operation, "cancelOperation", operations.CancelAsync, [OperationId, .. OfReads], ApiResponses.OfCancel, null,
            "Cancel an operation",
            "Cancels an operation that has not started; it then writes nothing. Canceling it again is no error."),
    ];

    /// <summary>
    /// The patterns that an endpoint for all methods takes, so that a request to another method or path passes the host's authorization
    /// like any other before it is refused.
    /// </summary>
    public static IReadOnlyList<string> Patterns { get; } = [Images, Image, $"{Images}/{{**rest}}", Operations, Operation, $"{Operations}/{{**rest}}"];

    /// <summary>The route of a request that <see cref="ApiRoute.Takes"/> does not take.</summary>
    /// <exception cref="ProblemException">The path or its method has no route.</exception>
    public ApiRoute Resolve(string matched, HttpRequest request, string segment)
    {
        if (matched.EndsWith("/{**rest}", StringComparison.Ordinal))
        {
            throw new ProblemException(KnownProblems.NotFound(RawPath.Whole(request), matched.StartsWith(Images, StringComparison.Ordinal)));
        }

        var pattern = matched switch
        {
            DeletePattern => Image,
            // The server removed the segment: "/imgs/%2E" arrives as "/imgs/", but it names an image and not all of them.
            Images when segment is "." or ".." => Image,
            Operations when segment is "." or ".." => Operation,
            _ => matched,
        };
        var method = request.Method == HttpMethods.Head ? HttpMethods.Get : request.Method;

        // Routing has selected the endpoint of the matched pattern and of the method, and the host has authorized that one. A method that
        // was replaced since then is not of it.
        return All.FirstOrDefault(route => pattern != matched && route.Pattern == pattern && route.Method == method)
            ?? throw new ProblemException(KnownProblems.MethodNotAllowed(request.Method, Allow(pattern)));
    }

    // The methods of a pattern as the header Allow lists them.
    private string Allow(string pattern) => string.Join(", ", All
        .Where(route => route.Pattern == pattern)
        .SelectMany<ApiRoute, string>(route => route.IsWrite ? [route.Method] : [route.Method, HttpMethods.Head])
        .Order(StringComparer.Ordinal));
}
