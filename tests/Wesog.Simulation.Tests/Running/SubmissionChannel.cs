using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The calls of a host that accept operations, one or several at a time. Reports each result to the oracle.</summary>
internal sealed class SubmissionChannel(SimulationContext context, Host host)
{
    private readonly StoreChannel _channel = new(context, host);

    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        var tenant = operations[0].Operation.Tenant;
        var (store, oracle, clientCalls) = (context.Store[tenant], context.Oracles[tenant], ClientCallsOf(operations));
        return FindKeysAndAcceptAsync<IReadOnlyList<EnqueueResult.Duplicate?>, IReadOnlyList<EnqueueResult>>(
            $"enqueue {tenant}",
            clientCalls,
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
                    oracle.Enqueued(host, clientCalls[i], operations[i], results[i]);
                }

                return results;
            },
            cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(CommitRequest.Inline request, CancellationToken cancellationToken)
    {
        var (store, oracle, clientCalls) = (context.Store[request.Tenant], context.Oracles[request.Tenant], ClientCallsOf(request.Operations));
        return FindKeysAndAcceptAsync<bool, CommitResult>(
            $"commit inline {request.Tenant}",
            clientCalls,
            () => request.Operations.Any(operation => store.FindKey(operation) is not null),
            isBound =>
            {
                var result = isBound ? new CommitResult.Refused() : store.Commit(request);
                if (result is CommitResult.Committed committed)
                {
                    for (var i = 0; i < clientCalls.Length; i++)
                    {
                        oracle.Accepted(host, clientCalls[i], request.Operations[i], committed.Finished[i]);
                    }
                }

                return result;
            },
            cancellationToken);
    }

    // The store looks up keys and accepts operations atomically, except with the planted bug.
    private async ValueTask<TResult> FindKeysAndAcceptAsync<TFound, TResult>(
        string what, ClientCall[] clientCalls, Func<TFound> findKeys, Func<TFound, TResult> accept, CancellationToken cancellationToken)
    {
        try
        {
            if (context.Store.Mutant != Mutant.LooksUpKeyFirst)
            {
                return await _channel.CallAsync(what, () => accept(findKeys()), cancellationToken);
            }

            var found = await _channel.CallAsync($"{what}: find keys", findKeys, cancellationToken);
            return await _channel.CallAsync($"{what}: insert", () => accept(found), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            Array.ForEach(clientCalls, clientCall => clientCall.RecordOutage());
            throw;
        }
        catch (OutOfMemoryException)
        {
            Array.ForEach(clientCalls, clientCall => clientCall.RecordOutOfMemory());
            throw;
        }
    }

    // The client call of one submission makes the store call for all of them, also when each runs alone after a failure.
    private ClientCall[] ClientCallsOf(IReadOnlyList<NewOperation> operations)
    {
        if (operations.Count == 1 && ClientCall.Current is { } current && current.IsOf(operations[0]))
        {
            return [current];
        }

        if (operations.Count > 1)
        {
            context.Counters.Count("coalesced submissions");
        }

        return [.. operations.Select(operation => context.Hosts.ClientCalls.Single(clientCall => clientCall.IsOf(operation)))];
    }
}
