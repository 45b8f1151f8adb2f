using System.Globalization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Texts;

namespace Wesog.Planning;

/// <summary>Computes the writes and final states of a work item's operations, in order. Has no side effects.</summary>
internal sealed class BatchPlanner(PlanningLimits limits, Func<DateTimeOffset> clock)
{
    /// <summary>Returns the decision that executes the operations now, in order.</summary>
    public CommitDecision Decide(IReadOnlyList<ClaimedOperation.Intact> operations) => find => Plan(operations, find);

    /// <summary>Returns the net writes and the final states, given the images before the work item.</summary>
    public CommitPlan Plan(IReadOnlyList<ClaimedOperation.Intact> operations, Func<string, StoredImage?> find)
    {
        var now = clock();
        var view = new ImageView(find, operations[0].Payload.Items.Count);
        var finished = new Operation[operations.Count];
        for (var i = 0; i < finished.Length; i++)
        {
            finished[i] = OperationPlanner.Execute(operations[i].Operation, operations[i].Payload, view, now, limits);
        }

        return new(view.NetWrites(), finished);
    }

    /// <summary>Returns an edit by query with an item for each image that matches.</summary>
    /// <param name="edit">The operation.</param>
    /// <param name="ids">The ids of the images, in order.</param>
    public static ClaimedOperation.Intact Expand(ClaimedOperation.Intact edit, IReadOnlyList<string> ids)
    {
        var (method, lang, json) = (edit.Payload.Edit!.Method, edit.Payload.Edit.Lang, edit.Payload.Edit.Json);
        return edit with
        {
            Operation = edit.Operation with { Total = ids.Count },
            Payload = edit.Payload with { Items = [.. ids.Select((id, position) => new BatchItem(position, method, id, lang, json))] },
        };
    }

    /// <summary>Returns the plan that fails an edit by query because of the number of images that match; null if the number is allowed.</summary>
    public CommitPlan? TryRefuse(ClaimedOperation.Intact edit, int matches)
    {
        var expected = edit.Payload.Edit!.ExpectedCount;
        var code = matches > limits.MaxItems ? FailureCodes.TooManyMatches
            : expected is not null && expected != matches ? FailureCodes.CountMismatch
            : null;
        return code is null ? null : new([], [edit.Operation with
        {
            State = OperationState.Failed,
            Total = matches,
            Good = matches,
            FinishedAt = OperationTransitions.Latest(edit.Operation.StartedAt!.Value, clock()),
            Failure = new(code, ErrorTexts.Format(
                edit.Payload.TextLanguage,
                code,
                ("matches", Text(matches)),
                ("max", Text(limits.MaxItems)),
                ("expected", Text(expected ?? 0)))),
        }]);
    }

    /// <summary>Fails an operation that reached the maximum number of attempts because of internal errors, with one error per item; an edit by query as a whole.</summary>
    public CommitPlan Poison(ClaimedOperation.Intact claimed) => Fail(claimed, ErrorCodes.Poisoned, ("attempts", $"{claimed.Attempts}"));

    /// <summary>Fails an operation that needs damaged data of the store, with one error per item; an edit by query as a whole.</summary>
    public CommitPlan Damage(ClaimedOperation claimed) => Fail(claimed, ErrorCodes.Damaged);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private CommitPlan Fail(ClaimedOperation claimed, string code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        // The language of the submission and the ids are part of the payload.
        var (operation, payload) = (claimed.Operation, (claimed as ClaimedOperation.Intact)?.Payload);
        var message = ErrorTexts.Format(payload?.TextLanguage ?? Language.En, code, values);
        var finishedAt = OperationTransitions.Latest(operation.StartedAt!.Value, clock());

        // Of an edit by query, and of an operation that is damaged itself, the items are not known.
        if (operation.Total == 0)
        {
            return new([], [operation with { State = OperationState.Failed, FinishedAt = finishedAt, Failure = new(code, message) }]);
        }

        var ids = payload?.Items.ToDictionary(item => item.Position, item => item.ImageId);
        var errors = Enumerable.Range(0, Math.Min(operation.Total, limits.MaxErrors))
            .Select(position => new OperationError(position, code, message, ids?.GetValueOrDefault(position)));
        return new([], [operation with
        {
            State = OperationState.Failed,
            Good = 0,
            Bad = operation.Total,
            Skipped = 0,
            FinishedAt = finishedAt,
            Errors = [.. errors],
            ErrorsTruncated = operation.Total > limits.MaxErrors,
            ErrorCounts = [new(code, Field: null, operation.Total)],
        }]);
    }
}
