namespace Wesog.AspNetCore;

/// <summary>The codes of problems. They are stable and never translated.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public static class ProblemCodes
{
    /// <summary>400: the body is not well-formed JSON in UTF-8.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>400: the body has another JSON type than the route takes, is not allowed, or cannot be decompressed or read.</summary>
    public const string InvalidBody = "invalid_body";

    /// <summary>400: a parameter is unknown, is repeated, or has a value that is not allowed; or a header is not supported.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>400: the formula of a query is invalid.</summary>
    public const string InvalidQuery = "invalid_query";

    /// <summary>400: the facets of a query have more different values than its memory holds.</summary>
    public const string TooManyValues = "too_many_values";

    /// <summary>400: the cursor of a page was altered, or belongs to another query or tenant.</summary>
    public const string InvalidCursor = "invalid_cursor";

    /// <summary>400: the batch has no item.</summary>
    public const string EmptyBatch = "empty_batch";

    /// <summary>400: the idempotency key is ill-formed.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>401: the user is unknown. 403: the user has no tenant, or the host denies the request.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>404: the path is below <c>/imgs</c> or <c>/ops</c> and has no route.</summary>
    public const string NotFound = "not_found";

    /// <summary>404: the tenant has no such image.</summary>
    public const string ImageNotFound = "image_not_found";

    /// <summary>404: the tenant has no such operation.</summary>
    public const string OperationNotFound = "operation_not_found";

    /// <summary>405: the path has no route for the method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>409: the operation failed.</summary>
    public const string OperationFailed = "operation_failed";

    /// <summary>409: the operation was canceled.</summary>
    public const string Canceled = "canceled";

    /// <summary>409: the operation failed repeatedly because of an internal error.</summary>
    public const string Poisoned = "poisoned";

    /// <summary>
    /// 500: part of what the store keeps is damaged, and the request needs it. 409: the operation failed for that reason.
    /// </summary>
    public const string Damaged = "damaged";

    /// <summary>409: the operation has started and can no longer be canceled.</summary>
    public const string TooLate = "too_late";

    /// <summary>412: the operation failed, because the condition that the request makes does not hold of the image.</summary>
    public const string PreconditionFailed = "precondition_failed";

    /// <summary>413: the batch has too many items or bytes.</summary>
    public const string TooLarge = "too_large";

    /// <summary>415: the content type or encoding is not supported.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>422: items break the rules of images.</summary>
    public const string InvalidImages = "invalid_images";

    /// <summary>422: the idempotency key is bound to another submission.</summary>
    public const string KeyReused = "key_reused";

    /// <summary>429: the tenant's queue is full.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>429: the tenant has too many reads in progress.</summary>
    public const string TooManyReads = "too_many_reads";

    /// <summary>429: the tenant's requests use all the memory that one tenant may use.</summary>
    public const string MemoryFull = "memory_full";

    /// <summary>503: the store is unavailable, the host is stopping, or its memory for requests is used up.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>503: a query took too long.</summary>
    public const string QueryTimeout = "query_timeout";

    /// <summary>500: an internal error, which is logged.</summary>
    public const string InternalError = "internal_error";
}
