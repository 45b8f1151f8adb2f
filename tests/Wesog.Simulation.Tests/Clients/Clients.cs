using Wesog.Operations;
using Wesog.Simulation.Tests.Checks;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>What clients ask of the engines. Each call ends with an answer that <c>docs/specification.md</c> allows.</summary>
internal sealed class Clients(Scene scene)
{
    private readonly AnswerRules _rules = new(scene);
    private int _count;

    public void Submit(Host host, Request request) => Begin(
        new(++_count, $"submits {request}", host) { Request = request },
        async flow =>
        {
            var (operation, isReplay) = await host.Engine.Operations.SubmitAsync(
                request.Tenant, request.Asked.Batch, request.Options with { IdempotencyKey = flow.Key }, flow.GiveUp.Token);
            _rules.Accepted(flow, operation, isReplay);
        });

    public void SubmitAndWait(Host host, Request request) => Begin(
        new(++_count, $"submits and awaits {request}", host) { Request = request },
        async flow =>
        {
            var operation = await host.Engine.Operations.SubmitAndWaitAsync(
                request.Tenant, request.Asked.Batch, request.Options with { IdempotencyKey = flow.Key }, flow.GiveUp.Token);
            _rules.Accepted(flow, operation, isReplay: !flow.WasAccepted);
            _rules.Ended(flow, operation);
        });

    public void Wait(Host host, string tenant, long id, TimeSpan timeout) => Begin(
        new(++_count, $"waits for {tenant}/{id}, {timeout}", host),
        async flow =>
        {
            var (isKnown, until) = (scene.Ledgers[tenant].Find(id) is not null, scene.Agenda.Now + timeout);
            var operation = await host.Engine.Operations.WaitAsync(tenant, id, timeout, flow.GiveUp.Token);
            if (operation is { IsFinished: true })
            {
                _rules.Ended(flow, operation);
            }
            else
            {
                _rules.NotEnded(flow, isKnown, timeIsUp: timeout != Timeout.InfiniteTimeSpan && scene.Agenda.Now >= until, operation);
            }
        });

    public void Cancel(Host host, string tenant, long id) => Begin(
        new(++_count, $"cancels {tenant}/{id}", host),
        async flow => _rules.Canceled(tenant, id, await host.Engine.Operations.CancelAsync(tenant, id, flow.GiveUp.Token)));

    private void Begin(Flow flow, Func<Flow, Task> call)
    {
        scene.Trace.Add($"{flow} {flow.Request?.Asked.ToString().ReplaceLineEndings(";")}");
        scene.Hosts.Flows.Add(flow);
        _ = RunAsync(flow, call);
    }

    private async Task RunAsync(Flow flow, Func<Flow, Task> call)
    {
        Flow.Current = flow;
        var answer = "answered";
        try
        {
            await call(flow);
        }
        catch (Exception failure)
        {
            answer = failure.GetType().Name;
            _rules.Failed(flow, failure);
        }

        flow.IsOver = true;
        scene.Hosts.Flows.Remove(flow);
        scene.Trace.Add($"{flow}: {answer}");
    }
}
