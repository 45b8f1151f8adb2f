using Wesog.Operations;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>Checks <c>docs/specification.md</c>, section "Operations": valid states of an operation and valid transitions.</summary>
internal sealed class StateRules(Action<string> violate)
{
    private readonly Dictionary<long, Operation> _before = [];

    public void Check(SortedDictionary<long, Operation> operations)
    {
        foreach (var (id, now) in operations)
        {
            var before = _before.GetValueOrDefault(id);
            if (ReferenceEquals(before, now))
            {
                continue;
            }

            if (Fault(now) is { } fault)
            {
                violate($"Operation {id}: {fault}: {now}");
            }

            if (!MayFollow(before, now))
            {
                violate($"Operation {id} changed from {before?.ToString() ?? "missing"} to {now}");
            }

            _before[id] = now;
        }
    }

    private static string? Fault(Operation operation) => operation switch
    {
        { Good: < 0 } or { Bad: < 0 } => "a count is negative",
        _ when operation.Good + operation.Bad > operation.Total => "the counts exceed the total",
        { State: OperationState.Canceled }
            when operation.Good + operation.Bad > 0 || operation.IsStarted || operation.Errors.Count > 0 => "a canceled operation ran",
        { IsFinished: true, State: not OperationState.Canceled }
            when operation.Good + operation.Bad != operation.Total => "the counts are below the total",
        { State: OperationState.Succeeded, Bad: > 0 } => "a succeeded operation has errors",
        { State: OperationState.Partial } when operation.Bad == 0 || operation.Good == 0 || !operation.Modes.Subset => "a partial operation has no errors, no good items or no subset mode",
        { Failure: not null } when operation is { Query: null } or { State: not OperationState.Failed } or { Bad: > 0 } => "it has a failure as a whole",
        { State: OperationState.Failed, Bad: 0, Failure: null } => "a failed operation has no errors",
        { IsFinished: false, Query: not null, Total: > 0 } => "an unfinished edit by query has a total",
        { IsFinished: false } when operation.Good + operation.Bad > 0 || operation.FinishedAt is not null => "an unfinished operation has counts or a finish time",
        { State: OperationState.Pending, IsStarted: true } or { State: OperationState.Running, IsStarted: false } => "the start time contradicts the state",
        { IsFinished: true, FinishedAt: null } => "a finished operation has no finish time",
        _ when operation.StartedAt < operation.CreatedAt
            || operation.FinishedAt < (operation.StartedAt ?? operation.CreatedAt) => "the times are out of order",
        _ => null,
    };

    private static bool MayFollow(Operation? before, Operation now) => before switch
    {
        null => now.State is not (OperationState.Running or OperationState.Canceled),
        { IsFinished: true } => false,
        _ when (before.Method, before.Modes, before.CreatedAt, before.Label, before.Query) != (now.Method, now.Modes, now.CreatedAt, now.Label, now.Query) => false,
        { Query: null } when before.Total != now.Total => false,
        { State: OperationState.Pending } => now.State is OperationState.Running or OperationState.Canceled,
        _ => now.State is not OperationState.Canceled,
    };
}
