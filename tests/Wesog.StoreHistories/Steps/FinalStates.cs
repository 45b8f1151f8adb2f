using Wesog.Operations;
using Wesog.Testing;

namespace Wesog.StoreHistories.Steps;

/// <summary>Creates the final states of operations in histories.</summary>
public static class FinalStates
{
    /// <summary>Returns a running operation as finished: succeeded, failed with errors, or partial.</summary>
    public static Operation Finish(this Operation running, int kind, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(running);
        var at = running.StartedAt > now ? running.StartedAt.Value : now;
        if (running.Query is not null)
        {
            running = running with { Total = 3 };
            if (kind == 1)
            {
                return running.Failed(at, errors: 0) with { Good = 3, Bad = 0, Failure = new(FailureCodes.CountMismatch, "\u044F") };
            }
        }

        return kind switch
        {
            0 => running.Succeeded(at) with { Skipped = 1, SkippedItems = [new(0, "\u00E9")] },
            1 => running.Failed(at, errors: 3),
            2 => running.Failed(at, errors: 1) with { State = OperationState.Partial, Good = 1, Bad = running.Total - 1, Skipped = 2, SkippedItems = [new(1, "a"), new(7, "\U0001F600")], ErrorsTruncated = true },
            _ => running.Failed(at, errors: 12) with
            {
                Errors = [new(0, ErrorCodes.Poisoned, "\u044F\uD83D\uDE00", "\u00E9", "keywords[3]")],
                ErrorCounts = [new(ErrorCodes.Poisoned, "keywords", 2), new(ErrorCodes.UnknownField, "\u044F", 1), new(ErrorCodes.IdExists, null, 1)],
            },
        };
    }
}
