using Wesog.Operations;
using Wesog.Query;

namespace Wesog.Telemetry;

/// <summary>Maps exceptions to the values of the tags <c>code</c> and <c>cause</c>; codes equal the problem codes of <c>Wesog.AspNetCore</c>.</summary>
internal static class RefusalCodes
{
    /// <summary>Returns the code of an exception, such as <c>queue_full</c>.</summary>
    public static string Of(WesogException refusal) => refusal switch
    {
        StoreUnavailableException or EngineStoppedException => "unavailable",
        StoreDamagedException => "damaged",
        QueueFullException => "queue_full",
        TooManyReadsException => "too_many_reads",
        BatchTooLargeException => "too_large",
        InvalidImagesException => "invalid_images",
        IdempotencyKeyReusedException => "key_reused",
        InvalidIdempotencyKeyException => "invalid_key",
        EmptyBatchException => "empty_batch",
        InvalidBodyException => "invalid_body",
        MalformedJsonException => "malformed_json",
        InvalidQueryException => InvalidQueryException.Code,
        InvalidCursorException => InvalidCursorException.Code,
        QueryTimeoutException => QueryTimeoutException.Code,
        TooManyFacetValuesException => TooManyFacetValuesException.Code,
        _ => "other",
    };

    /// <summary>Returns why the engine or its store is unavailable, such as <c>disk_full</c>; null for other exceptions.</summary>
    public static string? CauseOf(WesogException refusal) => refusal switch
    {
        StoreUnavailableException outage => WireNames.Of(outage.Reason),
        EngineStoppedException => "stopping",
        _ => null,
    };
}
