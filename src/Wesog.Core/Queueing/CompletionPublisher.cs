using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Reports the finished operations of a work item to waiters and telemetry, each once.</summary>
internal sealed class CompletionPublisher(CompletionNotifier notifier, EngineTelemetry telemetry)
{
    private readonly HashSet<long> _published = [];

    /// <summary>The number of items of the reported operations.</summary>
    public int Items { get; private set; }

    public bool Contains(long operationId) => _published.Contains(operationId);

    public void Publish(IReadOnlyList<Operation> finished)
    {
        foreach (var operation in finished)
        {
            _published.Add(operation.Id);
            Items += operation.Total;
            notifier.Complete(operation.Tenant, operation.Id, operation);
            telemetry.Finished(operation);
        }
    }

    /// <summary>Reports an operation that the store can neither execute nor end: its waiters get the exception.</summary>
    public void PublishLost(Operation operation, StoreDamagedException damage)
    {
        _published.Add(operation.Id);
        notifier.Fail(operation.Tenant, operation.Id, damage);
    }

    /// <summary>
    /// Reports an operation that a read of the store found finished. Equal start times mean that this work item committed it and the
    /// response was lost. Otherwise another engine took over, restarted the operation and counts it.
    /// </summary>
    public void PublishFound(Operation finished, ClaimedOperation claimed)
    {
        if (finished.StartedAt == claimed.Operation.StartedAt)
        {
            Publish([finished]);
        }
        else
        {
            notifier.Complete(finished.Tenant, finished.Id, finished);
        }
    }
}
