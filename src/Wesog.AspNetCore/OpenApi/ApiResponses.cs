using static Wesog.AspNetCore.OpenApi.ApiResponse;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>The responses of all routes, by the kind of route.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ApiResponses
{
    private const string Replayed = "Idempotent-Replayed";
    private const string Conditional = "Writes refuse conditional headers that are not among their parameters.";

    private static readonly ApiResponse[] _all =
    [
        Problem("Unauthorized", 401, "There is no `API-Key`, or an unknown one. Decided before anything else.", "unauthorized"),
        Problem("Forbidden", 403, "The user is known, but has no tenant, or the host denies the request.", "without_tenant"),
        Problem("MethodNotAllowed", 405, "Another method was used on this path.", "method_not_allowed"),
        Problem("InternalError", 500, "An internal error, or part of what the store keeps is damaged. The log of the service contains the cause.", "internal_error", "store_damaged"),
        Problem("Unavailable", 503, "The store is unavailable (the detail says why: its disk, a lock, a right, or reach), the host is stopping, or it has no free memory for the request.", "unavailable"),
    ];

    private static readonly ApiResponse[] _reads =
    [
        .. _all,
        Problem("BadParameter", 400, "A parameter is unknown, repeated or ill-valued.", "invalid_parameter"),
        Problem("TooManyReads", 429, "You have too many reads in progress, or your unfinished requests use all the memory that one tenant may use; nothing was read.", "too_many_reads", "memory_full"),
    ];

    private static readonly ApiResponse[] _writes =
    [
        .. _all,
        Operation("Succeeded", 200, "It was waited for and succeeded; or `validate_only` found no error.", "op_succeeded", "op_skipped", "op_validated"),
        Operation("Accepted", 202, "It is queued and was not waited for, or not long enough.", "op_pending", "op_running") with
        {
            Headers = ["Location", "Retry-After", Replayed],
        },
        Problem("Failed", 409, "It was waited for and ended `failed` or `canceled`: nothing is written.", "operation_failed", "canceled", "poisoned", "damaged") with
        {
            Headers = [Replayed, "Content-Language"],
        },
        Problem("Unprocessable", 422,
            "Items break the rules of images (with `subset` such items do not refuse the batch); or the idempotency key belongs to another submission.",
            "invalid_images", "key_reused"),
        Problem("QueueFull", 429,
            "Your queue is full, your unfinished requests use all the memory that one tenant may use, or, with `validate_only`, you have too many reads in progress; nothing was stored.",
            "queue_full", "too_many_reads", "memory_full"),
    ];

    private static readonly ApiResponse[] _bodies =
    [
        .. _writes,
        Problem("TooLarge", 413, "The body has too many items or bytes, or one item has too many bytes.", "too_large"),
        Problem("UnsupportedMediaType", 415, "The content type or encoding is not understood.", "unsupported_media_type"),
    ];

    private static readonly ApiResponse _noPath = Problem(
        "NotFound", 404, "The path has a segment too many, or ends with a slash. Write a slash of an id as `%2F`.", "not_found");

    private static readonly ApiResponse _noOperation = Problem("OperationNotFound", 404, "You have no such operation.", "operation_not_found");

    private static readonly ApiResponse _precondition = Problem(
        "PreconditionFailed", 412, "It was waited for and failed, because the condition of the request does not hold of the image: nothing is written.", "precondition_failed") with
    {
        Headers = [Replayed, "Content-Language"],
    };

    /// <summary>A batch.</summary>
    public static IReadOnlyList<ApiResponse> OfBatch { get; } = Sort(
        [
            .. _bodies,
            Operation("Partial", 207, "It was waited for under `subset`: the good items are written, the bad ones are listed.", "op_partial"),
            BadRequest("BadBatch", "The request cannot be understood, or holds no item.", "malformed_json", "invalid_body", "empty_batch", "invalid_key"),
        ]);

    /// <summary>A batch, or an edit by query.</summary>
    public static IReadOnlyList<ApiResponse> OfEdit { get; } = Sort(
        [
            .. OfBatch.Where(response => response.StatusCode != 400),
            BadRequest(
                "BadEdit",
                "The request cannot be understood, holds no item, or its formula is blank or invalid.",
                "malformed_json", "invalid_body", "empty_batch", "invalid_query", "invalid_key"),
        ]);

    /// <summary>A write of one image with a body.</summary>
    public static IReadOnlyList<ApiResponse> OfImage { get; } = Sort(
        [.. _bodies, _noPath, _precondition, BadRequest("BadImage", "The request cannot be understood.", "malformed_json", "invalid_body", "invalid_key")]);

    /// <summary>A deletion of one image.</summary>
    public static IReadOnlyList<ApiResponse> OfImageDeletion { get; } = Sort(
        [.. _writes, _noPath, _precondition, BadRequest("BadDeletion", "The request cannot be understood, or has a body.", "invalid_body", "invalid_key")]);

    /// <summary>A page of images.</summary>
    public static IReadOnlyList<ApiResponse> OfImagePage { get; } = Sort(
        [
            .. _reads.Where(response => response.StatusCode is not (400 or 503)),
            Problem("BadQuery", 400,
                "A parameter is unknown, repeated or ill-valued, the formula is invalid, the cursor is not one of this query, or the facets have too many values.",
                "invalid_parameter", "invalid_query", "invalid_cursor", "too_many_values"),
            Problem("QueryUnavailable", 503,
                "The query took too long (then without `Retry-After`), the store is unavailable, the host is stopping, or it has no free memory for the request.",
                "unavailable", "query_timeout"),
            new("ImagesFound", 200,
                "The page; or, if `Accept` prefers `application/x-ndjson` (also `application/ndjson`, `application/jsonl`) by its name, the export: one image a line, by id.",
                "ImagePage", "image_page") { Headers = ["Link", "Vary"], Lines = "StoredImage" },
        ]);

    /// <summary>A read of an image.</summary>
    public static IReadOnlyList<ApiResponse> OfImageRead { get; } = Sort(
        [
            .. _reads,
            new("ImageRead", 200, "The image.", "StoredImage", "stored_image", "stored_fields") { Headers = ["ETag"] },
            new("NotModified", 304, "The image is as `If-None-Match` has it.", null) { Headers = ["ETag"] },
            Problem("ImageNotFound", 404, "You have no such image; or the path has a segment too many.", "image_not_found", "not_found"),
        ]);

    /// <summary>A page of operations.</summary>
    public static IReadOnlyList<ApiResponse> OfOperationPage { get; } = Sort(
        [.. _reads, new("OperationPageRead", 200, "The page.", "OperationPage", "op_page") { Headers = ["Link"] }]);

    /// <summary>A read of an operation.</summary>
    public static IReadOnlyList<ApiResponse> OfOperationRead { get; } = Sort(
        [
            .. _reads,
            _noOperation,
            new("OperationRead", 200, "The operation as it is now.", "Operation", "op_succeeded", "op_skipped", "op_running", "op_failed", "op_canceled"),
        ]);

    /// <summary>A cancellation.</summary>
    public static IReadOnlyList<ApiResponse> OfCancel { get; } = Sort(
        [
            .. _all,
            _noOperation,
            BadRequest("BadCancel", "A parameter is unknown, repeated or ill-valued."),
            new("CancelSucceeded", 200, "The operation is canceled, now or since earlier.", "Operation", "op_canceled"),
            Problem("TooLate", 409, "The operation has started, or is finished already.", "too_late"),
        ]);

    /// <summary>A cancellation of several operations.</summary>
    public static IReadOnlyList<ApiResponse> OfCancelMany { get; } = Sort(
        [
            .. _all,
            BadRequest("BadCancelMany", "There is no filter, or a parameter is unknown, repeated or ill-valued."),
            new("CancelManySucceeded", 200, "How many operations the request has canceled.", "CanceledCount", "canceled_count"),
            Problem("TooManyReads", 429, "You have too many reads in progress, or your unfinished requests use all the memory that one tenant may use; nothing was read.", "too_many_reads", "memory_full"),
        ]);

    private static ApiResponse Operation(string name, int status, string description, params IReadOnlyList<string> examples) =>
        new(name, status, description, "Operation", examples) { Headers = [Replayed] };

    private static ApiResponse BadRequest(string name, string description, params IReadOnlyList<string> codes) =>
        Problem(name, 400, $"{description} {Conditional}", [.. codes, "invalid_parameter"]);

    private static ApiResponse[] Sort(IEnumerable<ApiResponse> responses) => [.. responses.OrderBy(response => response.StatusCode)];
}
