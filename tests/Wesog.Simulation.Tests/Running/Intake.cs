using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>A host's calls that bring operations into the store, alone or several at once, and what the ledger hears of each.</summary>
internal sealed class Intake(Scene scene, Host host)
{
    private readonly Line _line = new(scene, host);

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        var tenant = operations[0].Operation.Tenant;
        var (store, ledger, flows) = (scene.Store[tenant], scene.Ledgers[tenant], FlowsOf(operations));
        return LookAndAcceptAsync<IReadOnlyList<EnqueueResult.Duplicate?>, IReadOnlyList<EnqueueResult>>(
            $"enqueue {tenant}",
            flows,
            () => [.. operations.Select(store.FindKey)],
            bound =>
            {
                var results = new EnqueueResult[operations.Count];
                for (var i = 0; i < results.Length; i++)
                {
                    if (bound[i] is { } duplicate)
                    {
                        results[i] = duplicate;
                        continue;
                    }

                    results[i] = store.Insert(operations[i], limits);
                    ledger.Enqueued(host, flows[i], operations[i], results[i]);
                }

                return results;
            },
            cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(CommitRequest.Inline request, CancellationToken cancellationToken)
    {
        var (store, ledger, flows) = (scene.Store[request.Tenant], scene.Ledgers[request.Tenant], FlowsOf(request.Operations));
        return LookAndAcceptAsync<bool, CommitResult>(
            $"run {request.Tenant}",
            flows,
            () => request.Operations.Any(operation => store.FindKey(operation) is not null),
            isBound =>
            {
                var result = isBound ? new CommitResult.Refused() : store.Commit(request);
                if (result is CommitResult.Committed committed)
                {
                    for (var i = 0; i < flows.Length; i++)
                    {
                        ledger.Accepted(host, flows[i], request.Operations[i], committed.Finished[i]);
                    }
                }

                return result;
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

    // A call for several submissions is made by the flow of one of them.
    private Flow[] FlowsOf(IReadOnlyList<NewOperation> operations)
    {
        if (operations.Count == 1)
        {
            return [Flow.Current!];
        }

        scene.Tally.Count("groups of submissions");
        var open = scene.Hosts.Flows.Where(flow => flow.Host == host && flow is { Request: not null, WasAccepted: false }).ToList();
        return
        [
            .. operations.Select(operation =>
            {
                var flow = open.First(flow => flow.IsOf(operation, scene.Limits.Options));
                open.Remove(flow);
                return flow;
            }),
        ];
    }
}
