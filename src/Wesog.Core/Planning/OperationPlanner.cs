using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>Carries one operation out on a view of the images: its final state, and in the view what it leaves.</summary>
internal static class OperationPlanner
{
    /// <summary>The operation, which has started, finished. The view holds its writes and awaits the next operation.</summary>
    public static Operation Execute(Operation operation, OperationPayload work, ImageView view, DateTimeOffset now, int maxErrors)
    {
        var finishedAt = OperationTransitions.Latest(operation.StartedAt!.Value, now);
        var items = new ItemPlanner(view, operation.Modes.Strict, finishedAt);
        var errors = new ErrorMerge(work, view, maxErrors);
        var (skipped, bad) = (0, work.ItemErrors.Count);
        List<SkippedItem>? skippedItems = null;
        foreach (var item in work.Items)
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
