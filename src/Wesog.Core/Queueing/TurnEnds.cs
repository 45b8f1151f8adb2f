using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Tells waiters and telemetry which operations of a turn have ended, each once.</summary>
internal sealed class TurnEnds(CompletionHub hub, EngineTelemetry telemetry)
{
    private readonly HashSet<long> _published = [];

    public bool Contains(long operationId) => _published.Contains(operationId);

    public void Publish(IReadOnlyList<Operation> finished)
    {
        foreach (var operation in finished)
        {
            _published.Add(operation.Id);
            telemetry.Finished(operation);
            hub.End(operation.Tenant, operation.Id, operation);
        }
    }
}
