namespace Wesog.Queueing;

/// <summary>Where the engine's own work runs: on the thread pool, or where a simulation says, which then knows of every step.</summary>
/// <remarks>What the engine begins and whom it wakes goes through here; what it awaits goes on wherever that ends.</remarks>
internal sealed class EngineThreads(TaskScheduler scheduler)
{
    public static EngineThreads Pool { get; } = new(TaskScheduler.Default);

    /// <summary>Begins work here, and completes with it.</summary>
    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, scheduler).Unwrap();

    /// <summary>A task that ends here as another has ended: who awaits it never goes on within the call that woke them.</summary>
    /// <param name="task">One that runs its continuations asynchronously: on the thread pool there is nothing more to do.</param>
    public Task<T> FollowAsync<T>(Task<T> task) => task.IsCompleted || scheduler == TaskScheduler.Default
        ? task
        : task.ContinueWith(
            static ended => ended,
            CancellationToken.None,
            TaskContinuationOptions.DenyChildAttach | TaskContinuationOptions.HideScheduler,
            scheduler).Unwrap();
}
