using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>Executes one operation on a view of the images and computes its final state.</summary>
internal static class OperationPlanner
{
    /// <summary>Returns the finished form of a started operation. The view then contains its writes and is ready for the next operation.</summary>
    public static Operation Execute(Operation operation, OperationPayload payload, ImageView view, DateTimeOffset now, PlanningLimits limits)
    {
        var finishedAt = OperationTransitions.Latest(operation.StartedAt!.Value, now);
        var items = new ItemPlanner(view, operation.Modes.Strict, limits.MaxListEntries, finishedAt);
        var errors = new ErrorMerge(payload, view, limits.MaxErrors);
        var (skipped, bad) = (0, payload.ItemErrors.Count);
        List<SkippedItem>? skippedItems = null;
        foreach (var item in payload.Items)
        {
            var verdict = items.Apply(item);
            if (verdict.Fault is { } fault)
            {
                bad++;
                errors.Add(item, fault);
            }
            else if (verdict.IsSkipped && skipped++ < limits.MaxErrors)
            {
                (skippedItems ??= []).Add(new(item.Position, item.ImageId));
            }
        }

        var state = StateOf(operation, bad);
        if (state == OperationState.Failed)
        {
            view.Discard();
        }
        else
        {
            view.Keep();
        }

        return operation with
        {
            State = state,
            Good = operation.Total - bad,
            Bad = bad,
            Skipped = skipped,
            SkippedItems = skippedItems ?? (IReadOnlyList<SkippedItem>)[],
            FinishedAt = finishedAt,
            Errors = errors.Complete(),
            ErrorsTruncated = errors.Truncated,
            ErrorCounts = errors.Count(),
        };
    }

    private static OperationState StateOf(Operation operation, int bad) => bad switch
    {
        0 => OperationState.Succeeded,
        _ when operation.Modes.Subset && bad < operation.Total => OperationState.Partial,
        _ => OperationState.Failed,
    };
}

/// <summary>The limits that execution needs.</summary>
/// <param name="MaxErrors">The most errors, and the most skipped items, that an operation lists.</param>
/// <param name="MaxItems">The most images that an edit by query may match.</param>
/// <param name="MaxListEntries">The most entries of a list after an edit.</param>
internal readonly record struct PlanningLimits(int MaxErrors, int MaxItems, int MaxListEntries);
