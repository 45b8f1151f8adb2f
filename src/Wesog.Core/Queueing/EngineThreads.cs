namespace Wesog.Queueing;

/// <summary>Selects where the engine's own work runs: on the thread pool, or on a simulation's scheduler, which controls each step.</summary>
/// <remarks>Started work and woken waiters run here. Continuations of other awaits run where the awaited task completes.</remarks>
internal sealed class EngineThreads(TaskScheduler scheduler)
{
    public static EngineThreads Pool { get; } = new(TaskScheduler.Default);

    /// <summary>Starts work on the scheduler; the task completes with the work.</summary>
    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, scheduler).Unwrap();

    /// <summary>Returns a task with the same result whose continuations run on the scheduler, never inside the call that completes the original.</summary>
    /// <param name="task">A task that runs its continuations asynchronously; on the thread pool it is returned as is.</param>
    public Task<T> FollowAsync<T>(Task<T> task) => task.IsCompleted || scheduler == TaskScheduler.Default
        ? task
        : task.ContinueWith(
            static ended => ended,
            CancellationToken.None,
            TaskContinuationOptions.DenyChildAttach | TaskContinuationOptions.HideScheduler,
            scheduler).Unwrap();
}
