namespace Wesog.AspNetCore;

/// <summary>The codes of problems: stable, lower-case, never translated.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public static class ProblemCodes
{
    /// <summary>400: the body is not well-formed JSON in UTF-8.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>400: the body is not what the route takes, is not wanted, or cannot be decompressed.</summary>
    public const string InvalidBody = "invalid_body";

    /// <summary>400: a parameter is unknown, repeated, or has a value that it does not take.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>400: there is no item.</summary>
    public const string EmptyBatch = "empty_batch";

    /// <summary>400: the idempotency key is ill-formed.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>401, or 403 where the user has no tenant, or the host does not allow it.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>404: the path is below those of this API, but none of them.</summary>
    public const string NotFound = "not_found";

    /// <summary>404: the tenant has no such image.</summary>
    public const string ImageNotFound = "image_not_found";

    /// <summary>404: the tenant has no such operation.</summary>
    public const string OperationNotFound = "operation_not_found";

    /// <summary>405: the path does not know the method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>409: the operation failed.</summary>
    public const string OperationFailed = "operation_failed";

    /// <summary>409: the operation was canceled.</summary>
    public const string Canceled = "canceled";

    /// <summary>409: the operation was given up.</summary>
    public const string Poisoned = "poisoned";

    /// <summary>409: the operation had started before it could be canceled.</summary>
    public const string TooLate = "too_late";

    /// <summary>413: too many items or bytes.</summary>
    public const string TooLarge = "too_large";

    /// <summary>415: another content type or encoding.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>422: the payload breaks the rules.</summary>
    public const string InvalidImages = "invalid_images";

    /// <summary>422: the idempotency key is bound to another submission.</summary>
    public const string KeyReused = "key_reused";

    /// <summary>429: the tenant's queue is full.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>503: the store is unavailable, or the host is stopping.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>500: a fault of the service's own; the log tells more.</summary>
    public const string InternalError = "internal_error";
}
