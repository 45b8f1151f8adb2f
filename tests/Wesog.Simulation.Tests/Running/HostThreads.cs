namespace Wesog.Simulation.Tests.Running;

/// <summary>The threads of a host: what is to run on them is a step on the agenda.</summary>
internal sealed class HostThreads(EventQueue agenda, Host host) : TaskScheduler
{
    protected override void QueueTask(Task task)
    {
        agenda.AssertHere($"{host} work");
        if (!host.IsGone)
        {
            agenda.Add(new Step($"{host} work", host, agenda.Now, () => TryExecuteTask(task)));
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
