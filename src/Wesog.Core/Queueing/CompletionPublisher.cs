using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Tells waiters and telemetry which operations of a turn have ended, each once.</summary>
internal sealed class CompletionPublisher(CompletionNotifier hub, EngineTelemetry telemetry)
{
    private readonly HashSet<long> _published = [];

    public bool Contains(long operationId) => _published.Contains(operationId);

    public void Publish(IReadOnlyList<Operation> finished)
    {
        foreach (var operation in finished)
        {
            _published.Add(operation.Id);
            telemetry.Finished(operation);
            hub.Complete(operation.Tenant, operation.Id, operation);
        }
    }

    /// <summary>
    /// Tells of an operation of the turn that was found finished: by the turn, if its answer was lost, or by another engine
    /// that took the turn over. That one started it anew, at a time of its own, and counts it.
    /// </summary>
    public void PublishFound(Operation finished, ClaimedOperation claimed)
    {
        if (finished.StartedAt == claimed.Operation.StartedAt)
        {
            Publish([finished]);
        }
        else
        {
            hub.Complete(finished.Tenant, finished.Id, finished);
        }
    }
}
