namespace Wesog.MongoDB.Documents;

/// <summary>The field names of operation documents.</summary>
internal static class OperationFields
{
    public const string Id = "_id";
    public const string Tenant = "tenant";
    public const string Number = "number";
    public const string State = "state";
    public const string Method = "method";
    public const string Total = "total";
    public const string Good = "good";
    public const string Bad = "bad";
    public const string Skipped = "skipped";
    public const string Modes = "modes";
    public const string Strict = "strict";
    public const string Subset = "subset";
    public const string Urgent = "urgent";
    public const string Wait = "wait";
    public const string CreatedAt = "created_at";
    public const string StartedAt = "started_at";
    public const string FinishedAt = "finished_at";
    public const string Errors = "errors";
    public const string ErrorsTruncated = "errors_truncated";
    public const string ErrorCounts = "error_counts";
    public const string SkippedItems = "skipped_items";

    public const string Label = "label";
    public const string SubmittedBy = "submitted_by";
    public const string RetryOf = "retry_of";

    /// <summary>The formula of an edit by query.</summary>
    public const string Query = "query";
    public const string Failure = "failure";
    public const string Code = "code";
    public const string Message = "msg";

    /// <summary>
    /// Present, and true, while the operation is pending or running. The partial index of unfinished operations filters by it.
    /// </summary>
    public const string Unfinished = "unfinished";

    /// <summary>The items of an unfinished operation, if they fit in one small part.</summary>
    public const string Work = "work";

    /// <summary>The fencing token of the lease that runs the operation.</summary>
    public const string Fence = "fence";

    /// <summary>The number of separate documents for the items of an unfinished operation, if they are not embedded.</summary>
    public const string Parts = "parts";

    /// <summary>The size that counts toward the queue limits.</summary>
    public const string Bytes = "bytes";

    /// <summary>The number of attempts that failed because of an internal error.</summary>
    public const string Attempts = "attempts";

    /// <summary>The idempotency key.</summary>
    public const string Key = "key";
}
