using System.Text.Json.Nodes;
using Wesog.Operations;

namespace Wesog.AspNetCore.OpenApi.Examples;

/// <summary>Every problem there is, with an example of each. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ProblemExamples
{
    private const string InvalidImages =
        """
        {
          "num_total": 250, "num_bad": 2,
          "errors": [
            { "id": 17, "image_id": "city/market-17", "field": "src", "code": "invalid_url",
              "msg": "\"src\" must be an absolute http or https URL with a host and without credentials." },
            { "id": 203, "image_id": "coast/lighthouse-01", "field": "keywords[3]", "code": "too_long",
              "msg": "\"keywords[3]\" has 300 characters, at most 255 are allowed." }
          ],
          "error_counts": [
            { "code": "invalid_url", "field": "src", "count": 1 },
            { "code": "too_long", "field": "keywords", "count": 1 }
          ]
        }
        """;

    public static IReadOnlyList<string> Codes { get; } = [.. All(new EngineLimits()).Select(problem => problem.Code).Distinct()];

    public static IEnumerable<ProblemExample> All(EngineLimits limits) =>
    [
        new("malformed_json", 400, "The body is not well-formed JSON",
            "The body is not well-formed JSON in UTF-8: the first wrong byte is byte 17 of line 3. " +
            "There is a comma before the closing bracket. Remove the comma.",
            new() { ["line"] = 3, ["position"] = 17 }),
        new("invalid_body", 400, "The body is not what this route takes",
            "The JSON of the body is of another kind than this route takes. " +
            "The body must be a JSON array of items, but is one object. Put square brackets around it: [ … ]."),
        new("invalid_parameter", 400, "A parameter or header of the request is wrong",
            "The parameter \"strict\" does not take the value \"yes\". It takes: false, true."),
        new("empty_batch", 400, "The batch is empty", "The batch has no item. Send at least one."),
        new("invalid_key", 400, "The idempotency key is ill-formed",
            "The header Idempotency-Key must have 1 to 255 printable ASCII characters, but it is \"\" (0 characters). " +
            "Send another key, or none."),
        new("unauthorized", 401, "Access is not allowed", "The request has no known key. Send yours, once, in the header API-Key."),
        new("unauthorized", 403, "Access is not allowed",
            "The user is known, but belongs to no tenant here. Ask the operator of this service for one.") { Name = "without_tenant" },
        new("not_found", 404, "There is nothing at this path",
            "There is nothing at \"/imgs/city/market-17\". The id of an image is one segment of the path, and this path has more. " +
            "Write each slash of an id as %2F. If you sent %2F, a proxy on the way decoded it: set the proxy to pass the path on unchanged."),
        new("image_not_found", 404, "There is no such image",
            "There is no image with the id \"city/market-17\". Check the id and its percent-encoding."),
        new("operation_not_found", 404, "There is no such operation",
            "There is no operation \"41\", or it finished long ago and was removed. GET /ops lists those that are kept."),
        new("method_not_allowed", 405, "This path does not know the method",
            "The method PUT is not known on this path. Known: GET, HEAD, POST."),
        new("operation_failed", 409, "The operation failed",
            "Nothing was written. Items with errors: 1 of 2. See \"errors\"; \"error_counts\" counts them by kind. " +
            "Correct the items and submit again.",
            OperationExamples.Failed),
        new("canceled", 409, "The operation was canceled",
            "Operation 41 was canceled before it started; nothing was written. Submit it again if it is wanted after all.",
            OperationExamples.Canceled),
        new("poisoned", 409, "The operation was given up",
            "Operation 41 was given up: its execution failed again and again because of an internal error; nothing was written. " +
            "Submit it again in smaller parts, and tell the operator of this service.",
            OperationExamples.Poisoned),
        new("too_late", 409, "The cancellation came too late",
            "Operation 41 had started already; only one that waits can be canceled. Undo it by another operation.",
            OperationExamples.Running),
        new("too_large", 413, "The batch is too large",
            $"The batch has more than {limits.MaxBatchItems} items, the most that a batch may have. Send it in parts.",
            new() { ["max_items"] = limits.MaxBatchItems, ["max_bytes"] = limits.MaxBodyBytes }),
        new("unsupported_media_type", 415, "The body is of another type",
            "The Content-Type \"text/csv\" is not taken here. Send, in UTF-8: application/json, application/x-ndjson."),
        new("invalid_images", 422, "Items of the batch are invalid",
            "Nothing was queued. Items with errors: 2 of 250. See \"errors\"; \"error_counts\" counts them by kind. " +
            "Correct the items and submit again.",
            JsonNode.Parse(InvalidImages)!.AsObject()),
        new("key_reused", 422, "The idempotency key is in use",
            "The idempotency key \"import-2026-02-11\" is bound to operation 41, which another submission made. " +
            "Send a new key with a new submission."),
        new("queue_full", 429, "The queue is full",
            $"The queue takes at most {limits.MaxQueuedOperations} unfinished operations " +
            $"and {limits.MaxQueuedBytes} bytes of their items; nothing was queued. Try again when some have finished."),
        new("internal_error", 500, "The service has a fault",
            "The request failed for a reason of the service's own, which its log tells. Try again later, or tell the operator of this service."),
        new("unavailable", 503, "The service is not available now",
            "The store cannot be reached, or does not answer in time. Whether the write took effect is not known. " +
            "A write sent with an Idempotency-Key can be sent again safely. Try again later."),
    ];
}
