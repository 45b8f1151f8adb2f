namespace Wesog.MongoDB.Documents;

/// <summary>The fields of the documents of operations.</summary>
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

    /// <summary>There, and true, while the operation is pending or running: the index of these covers no others.</summary>
    public const string Unfinished = "unfinished";

    /// <summary>The items of an unfinished operation, where they are one small part.</summary>
    public const string Work = "work";

    /// <summary>The lease under which a running operation runs.</summary>
    public const string Fence = "fence";

    /// <summary>How many documents the items of an unfinished operation have, where the operation's own has them not.</summary>
    public const string Parts = "parts";

    /// <summary>What the bounds of the queue count of it.</summary>
    public const string Bytes = "bytes";

    /// <summary>How often its execution failed because of an internal error.</summary>
    public const string Attempts = "attempts";

    /// <summary>Its idempotency key.</summary>
    public const string Key = "key";
}
