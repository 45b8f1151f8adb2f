using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>A host's calls that bring operations into the store, alone or several at once, and what the ledger hears of each.</summary>
internal sealed class Intake(Scene scene, Host host)
{
    private readonly Line _line = new(scene, host);

    public ValueTask<EnqueueResult> EnqueueAsync(NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken)
    {
        var tenant = draft.Operation.Tenant;
        var (store, ledger, flow) = (scene.Store[tenant], scene.Ledgers[tenant], Flow.Current!);
        return LookAndAcceptAsync(
            $"enqueue {tenant}",
            [flow],
            () => store.FindKey(draft),
            bound =>
            {
                if (bound is not null)
                {
                    return bound;
                }

                var result = store.Insert(draft, bounds);
                ledger.Enqueued(host, flow, draft, result);
                return result;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<Operation>?> TryRunAsync(
        IReadOnlyList<NewOperation> drafts, QueueLimits bounds, CommitDecision plan, CancellationToken cancellationToken)
    {
        var tenant = drafts[0].Operation.Tenant;
        var (store, ledger, flows) = (scene.Store[tenant], scene.Ledgers[tenant], FlowsOf(drafts));
        return LookAndAcceptAsync(
            $"run {tenant}",
            flows,
            () => drafts.Any(draft => store.FindKey(draft) is not null),
            isBound =>
            {
                var finished = isBound ? null : store.TryRun(drafts, bounds, plan);
                for (var i = 0; i < finished?.Count; i++)
                {
                    ledger.Accepted(host, flows[i], drafts[i], finished[i]);
                }

                return finished;
            },
            cancellationToken);
    }

    // The store looks for keys and accepts at one moment, unless that is its flaw.
    private async ValueTask<TResult> LookAndAcceptAsync<TFound, TResult>(
        string what, Flow[] flows, Func<TFound> look, Func<TFound, TResult> accept, CancellationToken cancellationToken)
    {
        try
        {
            if (scene.Store.Flaw != Mutant.LooksThenInserts)
            {
                return await _line.CallAsync(what, () => accept(look()), cancellationToken);
            }

            var found = await _line.CallAsync($"{what}: look", look, cancellationToken);
            return await _line.CallAsync($"{what}: insert", () => accept(found), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            Array.ForEach(flows, flow => flow.MeetOutage());
            throw;
        }
    }

    // A call for several is on the road of one of them.
    private Flow[] FlowsOf(IReadOnlyList<NewOperation> drafts)
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
}
