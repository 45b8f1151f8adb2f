using Wesog.Operations;

namespace Wesog.Simulation.Tests.Checks;

/// <summary><c>docs/specification.md</c>, section "Operations": how an operation may look, and what it may become.</summary>
internal sealed class LifeRules(Action<string> violate)
{
    private readonly Dictionary<long, Operation> _before = [];

    public void Look(SortedDictionary<long, Operation> operations)
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
                violate($"Operation {id} was {before?.ToString() ?? "not there"}, and is {now}");
            }

            _before[id] = now;
        }
    }

    private static string? Fault(Operation operation) => operation switch
    {
        { Good: < 0 } or { Bad: < 0 } => "counts are below zero",
        _ when operation.Good + operation.Bad > operation.Total => "more items are counted than there are",
        { State: OperationState.Canceled }
            when operation.Good + operation.Bad > 0 || operation.IsStarted || operation.Errors.Count > 0 => "it never ran",
        { IsFinished: true, State: not OperationState.Canceled }
            when operation.Good + operation.Bad != operation.Total => "not every item is counted",
        { State: OperationState.Succeeded, Bad: > 0 } => "it has not succeeded",
        { State: OperationState.Partial } when operation.Bad == 0 || operation.Good == 0 || !operation.Modes.Subset => "it is not partial",
        { State: OperationState.Failed, Bad: 0 } => "it has not failed",
        { IsFinished: false } when operation.Good + operation.Bad > 0 || operation.FinishedAt is not null => "it has not ended",
        { State: OperationState.Pending, IsStarted: true } or { State: OperationState.Running, IsStarted: false } => "it has begun, or has not",
        { IsFinished: true, FinishedAt: null } => "it has ended",
        _ when operation.StartedAt < operation.CreatedAt
            || operation.FinishedAt < (operation.StartedAt ?? operation.CreatedAt) => "times run backwards",
        _ => null,
    };

    private static bool MayFollow(Operation? before, Operation now) => before switch
    {
        null => now.State is not (OperationState.Running or OperationState.Canceled),
        { IsFinished: true } => false,
        _ when (before.Total, before.Method, before.Modes, before.CreatedAt) != (now.Total, now.Method, now.Modes, now.CreatedAt) => false,
        { State: OperationState.Pending } => now.State is OperationState.Running or OperationState.Canceled,
        _ => now.State is not OperationState.Canceled,
    };
}
