using System.Runtime.ExceptionServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>Plans and commits under a lease.</summary>
internal sealed class TurnTransaction(MongoSession store, Lease lease)
{
    public async Task CommitAsync(IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        var images = new PlannedImages(store.Images, lease.Tenant, imageIds, plan);
        while (true)
        {
            try
            {
                await RunAsync(images, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (MongoException wrongGuess) when (images.MayGuess && Failures.IsDuplicateKey(wrongGuess))
            {
                images.MayGuess = false;
            }
            catch (PlanFailedException failure)
            {
                ExceptionDispatchInfo.Throw(failure.InnerException!);
            }
        }
    }

    /// <summary>Increments the number of failed attempts of an operation.</summary>
    public Task<int> RecordFailureAsync(long number, CancellationToken cancellationToken) => store.Transactions.RunAsync(
        async (session, token) =>
        {
            await HoldAsync(session, token).ConfigureAwait(false);
            var operations = await OfTurnAsync(session, [number], token).ConfigureAwait(false);
            var attempts = operations[number][OperationFields.Attempts].AsInt32 + 1;
            await store.Operations.SetAttemptsAsync(session, lease.Tenant, number, attempts, token).ConfigureAwait(false);
            return attempts;
        },
        cancellationToken);

    /// <summary>Releases the lease, if it is alive. Unfinished operations of its work item become pending again.</summary>
    /// <returns>True if the tenant has pending operations.</returns>
    public Task<bool> ReleaseAsync(CancellationToken cancellationToken) => store.Transactions.RunAsync(
        async (session, token) =>
        {
            var released = await store.Leases.ReleaseAsync(session, lease, token).ConfigureAwait(false);
            var (pending, running) = await store.Backlogs.CountAsync(session, lease.Tenant, token).ConfigureAwait(false);
            if (released && running > 0)
            {
                await store.Operations.RequeueAsync(session, lease.Tenant, token).ConfigureAwait(false);
            }

            return pending > 0
                || (running > 0 && (await store.Leases.HeldAsync(session, [lease.Tenant], token).ConfigureAwait(false)).Count == 0);
        },
        cancellationToken);

    private Task<bool> RunAsync(PlannedImages images, CancellationToken cancellationToken) => store.Transactions.RunAsync(
        async (session, token) =>
        {
            await HoldAsync(session, token).ConfigureAwait(false);
            var outcome = await images.PlanAsync(session, token).ConfigureAwait(false);
            var unfinished = outcome.Finished.FirstOrDefault(operation => !operation.IsFinished);
            if (unfinished is not null)
            {
                throw new InvalidOperationException($"Operation {unfinished.Id} is {unfinished.State}; a transaction finishes it.");
            }

            var operations = await OfTurnAsync(session, [.. outcome.Finished.Select(operation => operation.Id)], token).ConfigureAwait(false);
            var more = await images.WriteAsync(session, outcome, token).ConfigureAwait(false);
            if (operations.Count > 0)
            {
                await store.Operations.FinishAsync(session, outcome.Finished, token).ConfigureAwait(false);
                await store.Work.DeleteAsync(session, operations.Values, token).ConfigureAwait(false);
            }

            var bytes = operations.Values.Sum(operation => operation[OperationFields.Bytes].AsInt64);
            await store.Turns.CountAsync(session, lease.Tenant, operations.Count, bytes, more, token).ConfigureAwait(false);

            // If the lease expires between here and the commit, a new claim conflicts with this transaction's hold.
            await store.Leases.RequireAsync(lease, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task HoldAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        await store.Leases.RequireAsync(lease, cancellationToken).ConfigureAwait(false);
        await store.Turns.HoldAsync(session, lease, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyDictionary<long, BsonDocument>> OfTurnAsync(
        IClientSessionHandle session, long[] numbers, CancellationToken cancellationToken)
    {
        var operations = await store.Operations.OfTurnAsync(session, lease, numbers, cancellationToken).ConfigureAwait(false);
        var stranger = numbers.FirstOrDefault(number => !operations.ContainsKey(number));
        return stranger == 0
            ? operations
            : throw new InvalidOperationException($"Operation {stranger} is not of this turn, or it is finished already.");
    }
}
