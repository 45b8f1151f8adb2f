namespace Wesog.Simulation.Tests.Running;

/// <summary>The threads of a host. Each task is a step in the event queue.</summary>
internal sealed class HostThreads(EventQueue events, Host host) : TaskScheduler
{
    protected override void QueueTask(Task task)
    {
        events.AssertOnSimulationThread($"{host} work");
        if (!host.IsDown)
        {
            events.Add(new Step($"{host} work", host, events.Now, () => TryExecuteTask(task)));
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
