using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>Executes one operation on a view of the images and computes its final state.</summary>
internal static class OperationPlanner
{
    /// <summary>Returns the finished form of a started operation. The view then contains its writes and is ready for the next operation.</summary>
    public static Operation Execute(Operation operation, OperationPayload payload, ImageView view, DateTimeOffset now, int maxErrors)
    {
        var finishedAt = OperationTransitions.Latest(operation.StartedAt!.Value, now);
        var items = new ItemPlanner(view, operation.Modes.Strict, finishedAt);
        var errors = new ErrorMerge(payload, view, maxErrors);
        var (skipped, bad) = (0, payload.ItemErrors.Count);
        List<SkippedItem>? skippedItems = null;
        foreach (var item in payload.Items)
        {
            switch (items.Apply(item))
            {
                case ItemVerdict.Skipped:
                    if (skipped++ < maxErrors)
                    {
                        (skippedItems ??= []).Add(new(item.Position, item.ImageId));
                    }

                    break;
                case ItemVerdict.IdExists:
                    bad++;
                    errors.Add(item, ErrorCodes.IdExists);
                    break;
                case ItemVerdict.IdMissing:
                    bad++;
                    errors.Add(item, ErrorCodes.IdMissing);
                    break;
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
