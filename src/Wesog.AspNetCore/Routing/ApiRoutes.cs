using Wesog.AspNetCore.Images;
using Wesog.AspNetCore.Operations;
using Wesog.Operations;
using static Wesog.AspNetCore.Parameters.KnownParameters;

namespace Wesog.AspNetCore.Routing;

/// <summary>The table of routes: what is mapped, what <c>Allow</c> says, and which parameters are known all come from it.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class ApiRoutes(ImageReads images, ImageWrites writes, OperationEndpoints operations)
{
    public IReadOnlyList<ApiPath> Paths { get; } =
    [
        new("/imgs",
            new("GET", images.ListAsync, [Page, ImageLimit, Fields, Lang]),
            new("POST", request => writes.BatchAsync(request, ItemMethod.Add), OfWrites),
            new("PUT", request => writes.BatchAsync(request, ItemMethod.Replace), OfWrites),
            new("PATCH", request => writes.BatchAsync(request, ItemMethod.Modify), OfWrites),
            new("DELETE", writes.DeleteManyAsync, [Id, .. OfWrites])),

        new("/imgs/{id}",
            new("GET", images.GetAsync, [Fields, Lang]),
            new("POST", writes.DeleteManyAsync, [Id, .. OfWrites]) { Segment = "delete" },
            new("POST", request => writes.OneAsync(request, ItemMethod.Add), OfWrites),
            new("PUT", request => writes.OneAsync(request, ItemMethod.Replace), OfWrites),
            new("PATCH", request => writes.OneAsync(request, ItemMethod.Modify), OfWrites),
            new("DELETE", writes.DeleteOneAsync, OfWrites)),

        new("/ops",
            new("GET", operations.ListAsync, [OperationLimit, Before, State, Method, Lang]),
            new("POST", request => writes.BatchAsync(request, null), OfWrites)),

        new("/ops/{op_id}",
            new("GET", operations.GetAsync, [WaitSeconds, Lang]),
            new("DELETE", operations.CancelAsync, [Lang])),
    ];

    /// <summary>Every path below <c>/imgs</c> that is no route: it has a segment too many.</summary>
    public ApiPath BelowImages { get; } = new("/imgs/{**rest}");

    /// <summary>Every path below <c>/ops</c> that is no route.</summary>
    public ApiPath BelowOperations { get; } = new("/ops/{**rest}");

    /// <summary>The path that a request means which was mapped to the given one.</summary>
    /// <remarks>
    /// Servers drop dot segments, encoded ones too, before they map: <c>/imgs/%2E</c> arrives as <c>/imgs/</c>. It names
    /// the image <c>.</c>, which cannot exist, and must not be taken for all images.
    /// </remarks>
    public ApiPath ResolvePath(ApiPath mapped, string segment) => segment is "." or ".."
        ? Paths.FirstOrDefault(path => path.Pattern.StartsWith(mapped.Pattern + "/", StringComparison.Ordinal)) ?? mapped
        : mapped;
}
