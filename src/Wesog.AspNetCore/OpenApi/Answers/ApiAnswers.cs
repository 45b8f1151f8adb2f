namespace Wesog.AspNetCore.OpenApi.Answers;

/// <summary>Every answer of every route. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ApiAnswers
{
    private const string Replayed = "Idempotent-Replayed";
    private const string Language = "Content-Language";
    private const string RetryAfter = "Retry-After";
    private const string Conditional = "Writes refuse the headers `If-Match`, `If-None-Match` and `If-Unmodified-Since`.";

    private static readonly ApiAnswer[] Everywhere =
    [
        Problem("Unauthorized", 401, "There is no `API-Key`, or an unknown one. Decided before anything else.", "unauthorized") with
        {
            Headers = ["WWW-Authenticate", Language],
        },
        Problem("Forbidden", 403, "Who asks is known, but has no tenant here, or the host does not allow it.", "without_tenant"),
        Problem("MethodNotAllowed", 405, "Another method was used on this path.", "method_not_allowed") with
        {
            Headers = ["Allow", Language],
        },
        Problem("InternalError", 500, "A fault of the service's own. Its log says more.", "internal_error"),
        Problem("Unavailable", 503, "The store is unavailable (the detail says why: its disk, a lock, a right, or reach), or the host is stopping.", "unavailable") with
        {
            Headers = [RetryAfter, Language],
        },
    ];

    private static readonly ApiAnswer[] Submitted =
    [
        .. Everywhere,
        Operation("Succeeded", 200, "It was waited for and succeeded; or `validate_only` found no error.",
            "op_succeeded", "op_skipped", "op_validated"),
        Operation("Accepted", 202, "It is queued and was not waited for, or not long enough.", "op_pending", "op_running") with
        {
            Headers = ["Location", RetryAfter, Replayed],
            LeadsToOperation = true,
        },
        Problem("Failed", 409, "It was waited for and ended `failed` or `canceled`: nothing is written.",
            "operation_failed", "canceled", "poisoned") with
        {
            Schema = "OperationProblem",
            Headers = [Replayed, Language],
        },
        Problem("Unprocessable", 422,
            "Items break the rules of images (with `subset` such items do not refuse the batch); " +
            "or the idempotency key belongs to another submission.",
            "invalid_images", "key_reused") with { Schema = "UnprocessableProblem" },
        Problem("QueueFull", 429, "Your queue is full; nothing was stored.", "queue_full") with { Headers = [RetryAfter, Language] },
    ];

    private static readonly ApiAnswer[] Body =
    [
        Problem("TooLarge", 413, "The body has too many items or bytes.", "too_large") with { Schema = "TooLargeProblem" },
        Problem("UnsupportedMediaType", 415, "The content type or encoding is not understood.", "unsupported_media_type") with
        {
            Headers = ["Accept", "Accept-Encoding", Language],
        },
    ];

    /// <summary>Of a batch.</summary>
    public static IReadOnlyList<ApiAnswer> OfBatch { get; } =
    [
        .. Submitted, .. Body,
        Operation("Partial", 207, "It was waited for under `subset`: the good items are written, the bad ones are listed.",
            "op_partial"),
        Malformed("BadBatch", "The request cannot be understood, or holds no item. " + Conditional,
            "malformed_json", "invalid_body", "invalid_parameter", "empty_batch", "invalid_key"),
    ];

    /// <summary>Of one image with a body.</summary>
    public static IReadOnlyList<ApiAnswer> OfImage { get; } =
    [
        .. Submitted, .. Body, NoPath,
        Malformed("BadImage", "The request cannot be understood. " + Conditional,
            "malformed_json",
            "invalid_body", "invalid_parameter", "invalid_key"),
    ];

    /// <summary>Of one image without a body.</summary>
    public static IReadOnlyList<ApiAnswer> OfImageDeletion { get; } =
    [
        .. Submitted, NoPath,
        Problem("BadDeletion", 400, "The request cannot be understood, or has a body. " + Conditional,
            "invalid_body", "invalid_parameter", "invalid_key"),
    ];

    /// <summary>Of a page of images.</summary>
    public static IReadOnlyList<ApiAnswer> OfImagePage { get; } =
    [
        .. Everywhere, BadParameter,
        new("ImagePageRead", 200, "The page.", "ImagePage") { Examples = ["image_page"], Headers = ["Link"] },
    ];

    /// <summary>Of a look at an image.</summary>
    public static IReadOnlyList<ApiAnswer> OfImageRead { get; } =
    [
        .. Everywhere, BadParameter,
        new("ImageRead", 200, "The image.", "StoredImage") { Examples = ["stored_image", "stored_fields"], Headers = ["ETag"] },
        new("NotModified", 304, "The image is as `If-None-Match` has it.", null) { Headers = ["ETag"] },
        Problem("ImageNotFound", 404, "You have no such image; or the path has a segment too many.", "image_not_found", "not_found"),
    ];

    /// <summary>Of a page of operations.</summary>
    public static IReadOnlyList<ApiAnswer> OfOperationPage { get; } =
    [
        .. Everywhere, BadParameter,
        new("OperationPageRead", 200, "The page.", "OperationPage") { Examples = ["op_page"], Headers = ["Link"] },
    ];

    /// <summary>Of a look at an operation.</summary>
    public static IReadOnlyList<ApiAnswer> OfOperationRead { get; } =
    [
        .. Everywhere, BadParameter, NoOperation,
        new("OperationRead", 200, "The operation as it is now.", "Operation")
        {
            Examples = ["op_succeeded", "op_skipped", "op_running", "op_failed", "op_canceled"],
        },
    ];

    /// <summary>Of a cancel.</summary>
    public static IReadOnlyList<ApiAnswer> OfCancel { get; } =
    [
        .. Everywhere, NoOperation,
        Problem("BadCancel", 400, "A parameter is unknown, repeated or ill-valued. " + Conditional, "invalid_parameter"),
        new("CancelSucceeded", 200, "The operation is canceled, now or since earlier.", "Operation") { Examples = ["op_canceled"] },
        Problem("TooLate", 409, "The operation has started, or is finished already.", "too_late") with { Schema = "OperationProblem" },
    ];

    public static void AddTo(ApiDraft draft)
    {
        IEnumerable<ApiAnswer> all =
        [
            .. OfBatch, .. OfImage, .. OfImageDeletion, .. OfImagePage, .. OfImageRead, .. OfOperationPage, .. OfOperationRead, .. OfCancel,
        ];
        foreach (var answer in all.DistinctBy(answer => answer.Name))
        {
            answer.AddTo(draft);
        }
    }

    private static ApiAnswer NoPath =>
        Problem("NotFound", 404, "The path has a segment too many, or ends with a slash. Write a slash of an id as `%2F`.", "not_found");

    private static ApiAnswer BadParameter =>
        Problem("BadParameter", 400, "A parameter is unknown, repeated or ill-valued.", "invalid_parameter");

    private static ApiAnswer NoOperation =>
        Problem("OperationNotFound", 404, "You have no such operation.", "operation_not_found");

    private static ApiAnswer Operation(string name, int status, string when, params IReadOnlyList<string> examples) =>
        new(name, status, when, "Operation") { Examples = examples, Headers = [Replayed] };

    private static ApiAnswer Problem(string name, int status, string when, params IReadOnlyList<string> codes) =>
        new(name, status, when, "Problem") { Examples = codes, Headers = [Language] };

    private static ApiAnswer Malformed(string name, string when, params IReadOnlyList<string> codes) =>
        Problem(name, 400, when, codes) with { Schema = "BadRequestProblem" };
}
