using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.StoreHistories.Running;

/// <summary>Formats the results of a store as text. Omits fencing tokens, because stores assign them differently.</summary>
public static class ResultText
{
    public static string Of(StoredImage image) =>
        $"{Encoding.UTF8.GetString(image.Json.Span)} {image.Lang} r{image.Revision} {Of(image.CreatedAt)} {Of(image.UpdatedAt)} of {image.Id}";

    public static string Of(IEnumerable<StoredImage> images) => $"[{string.Join(", ", images.Select(Of))}]";

    public static string Of(Operation? operation) => operation is null
        ? "none"
        : $"#{operation.Id} of {operation.Tenant}: {operation.Method} {operation.State} {operation.Good}+{operation.Bad}/{operation.Total}"
            + $" skipped {operation.Skipped} ({string.Join("; ", operation.SkippedItems.Select(item => $"{item.Position} {item.ImageId}"))}){Of(operation.Modes)} {Of(operation.CreatedAt)} {Of(operation.StartedAt)} {Of(operation.FinishedAt)}"
            + $" [{string.Join("; ", operation.Errors.Select(Of))}]{(operation.ErrorsTruncated ? " and more" : "")}"
            + $" counts ({string.Join("; ", operation.ErrorCounts.Select(count => $"{count.Count} {count.Code} {count.Field}"))})"
            + $" label {operation.Label} by {operation.SubmittedBy} retry of {operation.RetryOf} query {operation.Query} failure {operation.Failure}";

    public static string Of(IEnumerable<Operation> operations) => $"[{string.Join(", ", operations.Select(Of))}]";

    public static string Of(EnqueueResult result) => result switch
    {
        EnqueueResult.Accepted accepted => $"accepted {Of(accepted.Operation)}",
        EnqueueResult.Duplicate duplicate => $"duplicate of {Of(duplicate.Operation)} by {Convert.ToHexString(duplicate.Fingerprint.Span)[..8]}",
        _ => "full",
    };

    public static string Of(CancelResult result) => $"{result.Outcome}: {Of(result.Operation)}";

    public static string Of(WorkItem? workItem) => workItem is null
        ? "none"
        : $"a work item of {workItem.Lease.Tenant} for {workItem.Lease.Options}: [{string.Join(", ", workItem.Operations.Select(Of))}]";

    private static string Of(ClaimedOperation claimed) =>
        $"{Of(claimed.Operation)} failed {claimed.Attempts} times, {(claimed is ClaimedOperation.Intact { Payload: var payload } ? Of(payload) : "damaged")}";

    private static string Of(OperationPayload payload) =>
        $"{payload.TextLanguage}, {payload.ItemErrors.Count} rejected, ({string.Join("; ", payload.Items.Select(Of))})"
        + (payload.Edit is { } edit ? $" edit {edit.Formula} {edit.ExpectedCount} {edit.Method} {edit.Lang} {Encoding.UTF8.GetString(edit.Json.Span)}" : "");

    private static string Of(BatchItem item) =>
        $"{item.Position} {item.Method} {item.ImageId} {item.Lang} {Encoding.UTF8.GetString(item.Json.Span)}";

    private static string Of(OperationError error) => $"{error.Position} {error.Code} {error.Message} {error.ImageId} {error.Field}";

    private static string Of(OperationModes modes) =>
        $"{(modes.Strict ? " strict" : "")}{(modes.Subset ? " subset" : "")}{(modes.Urgent ? " urgent" : "")}{(modes.Wait ? " wait" : "")}";

    // Milliseconds since the default creation time.
    private static string Of(DateTimeOffset? time) => time is { } given ? $"@{(given - SampleOperations.Created).TotalMilliseconds}" : "never";
}
