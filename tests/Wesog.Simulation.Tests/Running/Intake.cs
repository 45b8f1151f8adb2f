using Wesog.Operations;
using Wesog.Simulation.Tests.Checks;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>A host's calls that bring operations into the store, alone or several at once, and what the ledger hears of each.</summary>
internal sealed class Intake(Scene scene, Host host)
{
    private readonly Line _line = new(scene, host);

    /// <param name="what">What the call is called.</param>
    /// <param name="drafts">Of one tenant.</param>
    /// <param name="bounds">Those of the queue.</param>
    /// <param name="plan">Carries them out at once; null where they are only to queue.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    public async ValueTask<IReadOnlyList<EnqueueResult>> AcceptAsync(
        string what, IReadOnlyList<OperationDraft> drafts, QueueBounds bounds, TurnPlan? plan, CancellationToken cancellationToken)
    {
        var tenant = drafts[0].Operation.Tenant;
        var flows = FlowsOf(drafts);
        var call = new Call(host, scene.Store[tenant], scene.Ledgers[tenant], drafts, flows, bounds, plan);
        try
        {
            if (scene.Store.Flaw != Flaw.LooksThenInserts)
            {
                return await _line.CallAsync($"{what} {tenant}", () => call.Accept(call.Look()), cancellationToken);
            }

            var found = await _line.CallAsync($"{what} {tenant}: look", call.Look, cancellationToken);
            return Array.TrueForAll(found, bound => bound is not null)
                ? found!
                : await _line.CallAsync($"{what} {tenant}: insert", () => call.Accept(found), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            Array.ForEach(flows, flow => flow.MeetOutage());
            throw;
        }
    }

    // A call for several is on the road of one of them.
    private Flow[] FlowsOf(IReadOnlyList<OperationDraft> drafts)
    {
        if (drafts.Count == 1)
        {
            return [Flow.Current!];
        }

        scene.Tally.Count("groups at once");
        var open = scene.Hosts.Flows.Where(flow => flow.Host == host && flow is { Request: not null, WasAccepted: false }).ToList();
        return
        [
            .. drafts.Select(draft =>
            {
                var flow = open.First(flow => flow.Request!.IsOf(draft, scene.Limits.Options));
                open.Remove(flow);
                return flow;
            }),
        ];
    }

    private sealed record Call(
        Host Host,
        TenantRecord Store,
        TenantLedger Ledger,
        IReadOnlyList<OperationDraft> Drafts,
        Flow[] Flows,
        QueueBounds Bounds,
        TurnPlan? Plan)
    {
        public EnqueueResult.Duplicate?[] Look() => [.. Drafts.Select(Store.FindKey)];

        public IReadOnlyList<EnqueueResult> Accept(EnqueueResult.Duplicate?[] found)
        {
            if (Plan is not null && Array.TrueForAll(found, bound => bound is null) && Store.TryRun(Drafts, Bounds, Plan) is { } results)
            {
                return [.. results.Select(Told)];
            }

            return [.. Drafts.Select((draft, i) => found[i] ?? Told(Store.Insert(draft, Bounds), i))];
        }

        private EnqueueResult Told(EnqueueResult result, int i)
        {
            Ledger.Accepted(Host, Flows[i], Drafts[i], result);
            return result;
        }
    }
}
