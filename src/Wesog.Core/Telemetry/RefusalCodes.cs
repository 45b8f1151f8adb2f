using Wesog.Operations;

namespace Wesog.Telemetry;

/// <summary>The names of refusals as tags: those of the problems that <c>Wesog.AspNetCore</c> answers with.</summary>
internal static class RefusalCodes
{
    /// <summary>The code of a refusal, such as <c>queue_full</c>.</summary>
    public static string Of(WesogException refusal) => refusal switch
    {
        StoreUnavailableException or EngineStoppedException => "unavailable",
        QueueFullException => "queue_full",
        BatchTooLargeException => "too_large",
        InvalidImagesException => "invalid_images",
        IdempotencyKeyReusedException => "key_reused",
        InvalidIdempotencyKeyException => "invalid_key",
        EmptyBatchException => "empty_batch",
        InvalidBodyException => "invalid_body",
        MalformedJsonException => "malformed_json",
        _ => "other",
    };

    /// <summary>Why the engine is unavailable, such as <c>disk_full</c>; null for other refusals.</summary>
    public static string? CauseOf(WesogException refusal) => refusal switch
    {
        StoreUnavailableException outage => WireNames.Of(outage.Reason),
        EngineStoppedException => "stopping",
        _ => null,
    };
}
