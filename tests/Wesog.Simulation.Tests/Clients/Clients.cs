using Wesog.Operations;
using Wesog.Simulation.Tests.Checks;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>The calls of clients to the engines. Each must return a response that <c>docs/specification.md</c> allows.</summary>
internal sealed class Clients(SimulationContext context)
{
    private readonly ResponseRules _rules = new(context);
    private int _count;

    public void Submit(Host host, Request request) => Begin(
        new(++_count, $"submits {request}", host) { Request = request },
        async clientCall =>
        {
            var (operation, isReplay) = await request.Content.SubmitAsync(
                host.Engine.Operations, request.Tenant, request.Options with { Label = clientCall.Label }, clientCall.Cancellation.Token);
            _rules.Accepted(clientCall, operation, isReplay);
        });

    public void SubmitAndWait(Host host, Request request) => Begin(
        new(++_count, $"submits and awaits {request}", host) { Request = request },
        async clientCall =>
        {
            var operation = await request.Content.SubmitAndWaitAsync(
                host.Engine.Operations, request.Tenant, request.Options with { Label = clientCall.Label }, clientCall.Cancellation.Token);
            _rules.Accepted(clientCall, operation, isReplay: !clientCall.WasAccepted);
            _rules.Finished(clientCall, operation);
        });

    public void Wait(Host host, string tenant, long id, TimeSpan timeout) => Begin(
        new(++_count, $"waits for {tenant}/{id}, {timeout}", host),
        async clientCall =>
        {
            var (isKnown, until) = (context.Oracles[tenant].Find(id) is not null, context.Events.Now + timeout);
            var operation = await host.Engine.Operations.WaitAsync(tenant, id, timeout, clientCall.Cancellation.Token);
            if (operation is { IsFinished: true })
            {
                _rules.Finished(clientCall, operation);
            }
            else
            {
                _rules.NotFinished(clientCall, isKnown, timeIsUp: timeout != Timeout.InfiniteTimeSpan && context.Events.Now >= until, operation);
            }
        });

    public void Cancel(Host host, string tenant, long id) => Begin(
        new(++_count, $"cancels {tenant}/{id}", host),
        async clientCall => _rules.Canceled(tenant, id, await host.Engine.Operations.CancelAsync(tenant, id, clientCall.Cancellation.Token)));

    private void Begin(ClientCall clientCall, Func<ClientCall, Task> call)
    {
        context.Trace.Add($"{clientCall} {clientCall.Request?.Content.ToString().ReplaceLineEndings(";")}");
        context.Hosts.ClientCalls.Add(clientCall);
        _ = RunAsync(clientCall, call);
    }

    private async Task RunAsync(ClientCall clientCall, Func<ClientCall, Task> call)
    {
        ClientCall.Current = clientCall;
        var response = "completed";
        try
        {
            await call(clientCall);
        }
        catch (Exception failure)
        {
            response = failure.GetType().Name;
            _rules.Failed(clientCall, failure);
        }

        clientCall.IsCompleted = true;
        context.Hosts.ClientCalls.Remove(clientCall);
        context.Trace.Add($"{clientCall}: {response}");
    }
}
