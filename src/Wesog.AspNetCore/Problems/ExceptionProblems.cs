using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Serialization;
using static Wesog.AspNetCore.Problems.KnownProblems;

namespace Wesog.AspNetCore.Problems;

/// <summary>Maps exceptions to problems.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ExceptionProblems
{
    private static readonly (string Name, string Value)[] _retryAfter = [(HeaderNames.RetryAfter, "5")];
    private static readonly (string Name, string Value)[] _retrySoon = [(HeaderNames.RetryAfter, "1")];

    /// <summary>The problem of an exception; null if the exception is an internal error.</summary>
    public static Problem? Find(Exception exception, EngineLimits limits) => exception switch
    {
        ProblemException refusal => refusal.Problem,
        MalformedJsonException malformed => Malformed(malformed),
        InvalidBodyException invalid => InvalidBody("top_level", ("advice", invalid.Advice)),
        EmptyBatchException => new(400, ProblemCodes.EmptyBatch, "empty_batch.detail"),
        InvalidImagesException images => InvalidImages(images),
        IdempotencyKeyReusedException reused =>
            new(422, ProblemCodes.KeyReused, "key_reused.detail", ("key", Shown(reused.Key)), ("id", Text(reused.OperationId))),
        BatchTooLargeException large => TooLarge(large.MaxItems, large.MaxBytes, large.HasTooManyItems, large.MaxItemBytes),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(limits.MaxBatchItems, limits.MaxBodyBytes, hasTooManyItems: false),
        BadHttpRequestException => InvalidBody("unreadable"),
        InvalidLabelException => InvalidLabel(),
        InvalidQueryException invalid => InvalidQuery(invalid.Position, invalid.Message),
        InvalidCursorException => InvalidCursor(),
        TooManyFacetValuesException values =>
            new(400, ProblemCodes.TooManyValues, "too_many_values.detail", ("name", values.Facet.Name), ("max_bytes", Text(values.MaxBytes))),
        QueryTimeoutException timeout =>
            new(503, ProblemCodes.QueryTimeout, "query_timeout.detail", ("seconds", timeout.MaxTime.TotalSeconds.ToString(CultureInfo.InvariantCulture))),
        QueueFullException full => new(
            429, ProblemCodes.QueueFull, "queue_full.detail", ("max_operations", Text(full.MaxOperations)), ("max_bytes", Text(full.MaxBytes)))
        {
            Headers = _retryAfter,
        },
        TooManyReadsException many => new(429, ProblemCodes.TooManyReads, "too_many_reads.detail", ("max_reads", Text(many.MaxReads)))
        {
            Headers = _retrySoon,
        },
        StoreUnavailableException outage => Unavailable(WireNames.Of(outage.Reason)),
        StoreDamagedException => new(500, ProblemCodes.Damaged, "damaged.detail.store"),
        EngineStoppedException => Unavailable("stopping"),
        _ => null,
    };

    /// <summary>The problem of an outage during a write. It says whether the write may have taken effect.</summary>
    public static Problem UnavailableWrite(StoreUnavailableReason reason) => Unavailable(
        reason is StoreUnavailableReason.Locked or StoreUnavailableReason.DiskFull ? WireNames.Of(reason) : $"{WireNames.Of(reason)}.write");

    public static Problem TooLarge(int maxItems, long maxBytes, bool hasTooManyItems, int? maxItemBytes = null)
    {
        var detail = hasTooManyItems ? "too_large.detail.items" : maxItemBytes is null ? "too_large.detail.bytes" : "too_large.detail.item";
        return new(
            413, ProblemCodes.TooLarge, detail, ("max_items", Text(maxItems)), ("max_bytes", Text(maxBytes)), ("max_item_bytes", Text(maxItemBytes ?? 0)))
        {
            Members = writer =>
            {
                writer.WriteNumber("max_items", maxItems);
                writer.WriteNumber("max_bytes", maxBytes);
            },
        };
    }

    private static Problem Malformed(MalformedJsonException malformed)
    {
        var (line, position) = (Text(malformed.Line), Text(malformed.Position));
        return new(400, ProblemCodes.MalformedJson, "malformed_json.detail", ("line", line), ("position", position), ("advice", malformed.Advice))
        {
            Members = writer =>
            {
                writer.WriteNumber("line", malformed.Line);
                writer.WriteNumber("position", malformed.Position);
            },
        };
    }

    private static Problem InvalidImages(InvalidImagesException invalid)
    {
        var (total, items) = (invalid.Total, invalid.ItemErrors);
        var detail = items.Truncated ? "invalid_images.detail.truncated" : "invalid_images.detail";
        return new(422, ProblemCodes.InvalidImages, detail, ("bad", Text(items.Count)), ("total", Text(total)), ("listed", Text(items.Errors.Count)))
        {
            Members = writer =>
            {
                writer.WriteNumber("num_total", total);
                writer.WriteNumber("num_bad", items.Count);
                OperationJson.WriteErrors(writer, items.Errors, items.Truncated, items.ErrorCounts);
            },
        };
    }

    private static Problem Unavailable(string reason) => new(503, ProblemCodes.Unavailable, $"unavailable.detail.{reason}") { Headers = _retryAfter };
}
