using Wesog.Operations;

namespace Wesog.Sqlite.Queueing;

/// <summary>Shows operations as running that are claimed, which their rows do not tell.</summary>
internal static class RunningView
{
    /// <param name="operation">The operation as its row has it.</param>
    /// <param name="running">The claimed operations, taken before the row was read.</param>
    public static Operation WhileRunning(this Operation operation, IReadOnlyDictionary<long, DateTimeOffset> running) =>
        operation.State == OperationState.Pending && running.TryGetValue(operation.Id, out var startedAt)
            ? operation.Start(startedAt)
            : operation;
}
