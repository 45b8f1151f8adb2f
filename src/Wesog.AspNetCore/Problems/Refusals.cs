using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.Operations;
using Wesog.Serialization;
using static Wesog.AspNetCore.Problems.KnownProblems;

namespace Wesog.AspNetCore.Problems;

/// <summary>The one place that knows which problem a refusal is.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class Refusals
{
    // Long enough for a queue to move or a store to come back, short enough not to be felt.
    private const string RetryAfterSeconds = "5";

    /// <summary>The problem of an exception; null where the exception is no refusal but a fault.</summary>
    public static Problem? ProblemOf(Exception exception, EngineLimits limits) => exception switch
    {
        ProblemException refusal => refusal.Problem,
        MalformedJsonException malformed => Malformed(malformed),
        InvalidBodyException invalid => InvalidBody("top_level", ("advice", invalid.Advice)),
        EmptyBatchException => new(StatusCodes.Status400BadRequest, ProblemCodes.EmptyBatch, "empty_batch.detail"),
        InvalidImagesException images => InvalidImages(images),
        IdempotencyKeyReusedException reused => new(
            StatusCodes.Status422UnprocessableEntity,
            ProblemCodes.KeyReused,
            "key_reused.detail",
            ("key", SafeDisplayText.Of(reused.Key)),
            ("id", Text(reused.OperationId))),
        BatchTooLargeException large => TooLarge(large.MaxItems, large.MaxBytes, large.HasTooManyItems),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(limits.MaxBatchItems, limits.MaxBodyBytes, hasTooManyItems: false),
        BadHttpRequestException => InvalidBody("unreadable"),
        QueueFullException full => QueueFull(full),
        StoreUnavailableException outage => Unavailable(WireNames.Of(outage.Reason)),
        EngineStoppedException => Unavailable("stopping"),
        _ => null,
    };

    /// <summary>An outage in the middle of a write; it says where the write may have taken effect all the same.</summary>
    public static Problem UnavailableWrite(StoreUnavailableReason reason) => Unavailable(
        reason is StoreUnavailableReason.Locked or StoreUnavailableReason.DiskFull ? WireNames.Of(reason) : $"{WireNames.Of(reason)}.write");

    public static Problem TooLarge(int maxItems, long maxBytes, bool hasTooManyItems) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            ProblemCodes.TooLarge,
            hasTooManyItems ? "too_large.detail.items" : "too_large.detail.bytes",
            ("max_items", Text(maxItems)),
            ("max_bytes", Text(maxBytes)))
        {
            Members = writer =>
            {
                writer.WriteNumber("max_items", maxItems);
                writer.WriteNumber("max_bytes", maxBytes);
            },
        };

    private static Problem Malformed(MalformedJsonException malformed) =>
        new(
            StatusCodes.Status400BadRequest,
            ProblemCodes.MalformedJson,
            "malformed_json.detail",
            ("line", Text(malformed.Line)),
            ("position", Text(malformed.Position)),
            ("advice", malformed.Advice))
        {
            Members = writer =>
            {
                writer.WriteNumber("line", malformed.Line);
                writer.WriteNumber("position", malformed.Position);
            },
        };

    private static Problem InvalidImages(InvalidImagesException invalid) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            ProblemCodes.InvalidImages,
            invalid.ItemErrors.Truncated ? "invalid_images.detail.truncated" : "invalid_images.detail",
            ("bad", Text(invalid.ItemErrors.Count)),
            ("total", Text(invalid.Total)),
            ("listed", Text(invalid.ItemErrors.Errors.Count)))
        {
            Members = writer => WriteRejections(writer, invalid),
        };

    private static void WriteRejections(Utf8JsonWriter writer, InvalidImagesException invalid)
    {
        writer.WriteNumber("num_total", invalid.Total);
        writer.WriteNumber("num_bad", invalid.ItemErrors.Count);
        OperationJson.WriteErrors(
            writer, invalid.ItemErrors.Errors, invalid.ItemErrors.Truncated, invalid.ItemErrors.ErrorCounts);
    }

    private static Problem QueueFull(QueueFullException full) =>
        new(
            StatusCodes.Status429TooManyRequests,
            ProblemCodes.QueueFull,
            "queue_full.detail",
            ("max_operations", Text(full.MaxOperations)),
            ("max_bytes", Text(full.MaxBytes)))
        {
            Headers = [(HeaderNames.RetryAfter, RetryAfterSeconds)],
        };

    private static Problem Unavailable(string reason) =>
        new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, $"unavailable.detail.{reason}")
        {
            Headers = [(HeaderNames.RetryAfter, RetryAfterSeconds)],
        };
}
