using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>What a client may be told: the truth, and a refusal only where there is a cause.</summary>
internal sealed class AnswerRules(Scene scene)
{
    public void Accepted(Flow flow, Operation operation, bool isReplay)
    {
        Require(!flow.Request!.IsRefused, $"{flow} was accepted though its payload is faulty.");
        Require(IsOf(flow, operation.Id), $"{flow} was told of operation {operation.Id}, which is none of its own.");
        Require(isReplay != flow.WasAccepted, $"{flow} was told falsely that it was accepted before, or now.");
        scene.Tally.Count(isReplay ? "replays" : "accepted");
    }

    public void Ended(Flow flow, Operation operation) => Require(
        ReferenceEquals(scene.Store[operation.Tenant].Operations.GetValueOrDefault(operation.Id), operation) && operation.IsFinished,
        $"{flow} was told of an end that is not in the store: {operation}");

    public void NotEnded(Flow flow, bool isKnown, bool timeIsUp, Operation? operation)
    {
        Require(operation is not null || !isKnown, $"{flow} was told that there is no such operation.");
        Require(
            operation is null || timeIsUp || IsStopping(flow.Host), $"{flow} was answered too early: {operation}");
    }

    public void Canceled(string tenant, long id, Operation? operation) => Require(
        operation is not { State: OperationState.Canceled } || scene.Store[tenant].Operations[id] == operation,
        $"{tenant}/{id} was said to be canceled, and is not.");

    public void Failed(Flow flow, Exception failure) => Require(
        failure switch
        {
            StoreUnavailableException => flow.MetOutage,
            OperationCanceledException => flow.GiveUp.IsCancellationRequested,
            EngineStoppedException { OperationId: var id } => IsStopping(flow.Host) && (id is null ? !flow.WasAccepted : IsOf(flow, id.Value)),
            QueueFullException => flow.FoundFull && !flow.WasAccepted,
            InvalidImagesException => flow.Request?.IsRefused == true,
            IdempotencyKeyReusedException => flow.Request is { Key: { } key } request
                && scene.Ledgers[request.Tenant].BoundTo(key) is { } id
                && !IsOf(flow, id),
            _ => false,
        },
        $"{flow} was refused without a cause: {failure}");

    private static bool IsStopping(Host host) => host.State is HostState.Stopping or HostState.Stopped;

    private bool IsOf(Flow flow, long id) =>
        scene.Ledgers[flow.Request!.Tenant].Find(id)?.Request.IsSame(flow.Request) == true;

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            scene.Violate(otherwise);
        }
    }
}
