using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>Checks the responses to clients: each is correct, and each error has a cause.</summary>
internal sealed class ResponseRules(SimulationContext context)
{
    public void Accepted(ClientCall clientCall, Operation operation, bool isReplay)
    {
        Require(!clientCall.Request!.IsInvalid, $"{clientCall} was accepted with an invalid payload.");
        Require(IsOf(clientCall, operation.Id), $"{clientCall} received operation {operation.Id}, which it did not submit.");
        Require(isReplay != clientCall.WasAccepted, $"{clientCall} received a wrong replay flag.");
        context.Counters.Count(isReplay ? "replays" : "accepted");
    }

    public void Finished(ClientCall clientCall, Operation operation) => Require(
        ReferenceEquals(context.Store[operation.Tenant].Operations.GetValueOrDefault(operation.Id), operation) && operation.IsFinished,
        $"{clientCall} received a finished operation that is not in the store: {operation}");

    public void NotFinished(ClientCall clientCall, bool isKnown, bool timeIsUp, Operation? operation)
    {
        Require(operation is not null || !isKnown, $"{clientCall} received no operation although it exists.");
        Require(
            operation is null || timeIsUp || IsStopping(clientCall.Host), $"{clientCall} stopped waiting too early: {operation}");
    }

    public void Canceled(string tenant, long id, Operation? operation) => Require(
        operation is not { State: OperationState.Canceled } || context.Store[tenant].Operations[id] == operation,
        $"{tenant}/{id} was reported as canceled but is not.");

    public void Failed(ClientCall clientCall, Exception failure) => Require(
        failure switch
        {
            StoreUnavailableException => clientCall.SawOutage,
            OutOfMemoryException => clientCall.SawOutOfMemory,
            OperationCanceledException => clientCall.Cancellation.IsCancellationRequested,
            EngineStoppedException { OperationId: var id } => IsStopping(clientCall.Host) && (id is null ? !clientCall.WasAccepted : IsOf(clientCall, id.Value)),
            QueueFullException => clientCall.SawFullQueue && !clientCall.WasAccepted,
            TooManyReadsException => IsWaitBesideAnother(clientCall),
            InvalidImagesException => clientCall.Request?.IsInvalid == true,
            IdempotencyKeyReusedException => clientCall.Request is { Key: { } key } request
                && context.Oracles[request.Tenant].BoundTo(key) is { } id
                && !IsOf(clientCall, id),
            _ => false,
        },
        $"{clientCall} failed without a cause: {failure}");

    // A wait that has begun, and one for the operation of the call itself, are never refused.
    private bool IsWaitBesideAnother(ClientCall clientCall)
    {
        context.Counters.Count("too many reads");
        return clientCall.Request is null && context.Limits.Engine.MaxConcurrentReads == 1;
    }

    private static bool IsStopping(Host host) => host.State is HostState.Stopping or HostState.Stopped;

    private bool IsOf(ClientCall clientCall, long id) =>
        context.Oracles[clientCall.Request!.Tenant].Find(id)?.Request.IsSame(clientCall.Request) == true;

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            context.Violate(otherwise);
        }
    }
}
