using MongoDB.Driver;
using Wesog.MongoDB.Hosts;
using Wesog.Operations;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Runs multi-document transactions with snapshot reads and majority commits. The driver retries conflicts and
/// unacknowledged commits.
/// </summary>
internal sealed class Transactions(IMongoClient client, HostRegistration host, TimeProvider timeProvider)
{
    private static readonly TransactionOptions Options = new(
        readConcern: ReadConcern.Snapshot, readPreference: ReadPreference.Primary, writeConcern: WriteConcern.WMajority);

    // The driver retries for two minutes. Callers need an answer sooner if the store is unreachable.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs a read-write transaction.</summary>
    /// <param name="body">Runs again from the start after a transient conflict.</param>
    /// <param name="cancellationToken">Aborts the transaction, unless its commit has started.</param>
    public async Task<T> RunAsync<T>(
        Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        using var session = await client.StartSessionAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await host.RegisterAsync(session, cancellationToken).ConfigureAwait(false);
        return await RunAsync(session, body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs a read-only transaction. It needs no host registration, because it blocks no other host if left open.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(Func{IClientSessionHandle, CancellationToken, Task{T}}, CancellationToken)"/>
    public async Task<T> ReadAsync<T>(
        Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        using var session = await client.StartSessionAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return await RunAsync(session, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(
        IClientSessionHandle session, Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, timeProvider);
        using var giveUp = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        long? firstFailure = null;
        try
        {
            return await session.WithTransactionAsync(
                async (transaction, token) =>
                {
                    patience.CancelAfter(Timeout.InfiniteTimeSpan);
                    try
                    {
                        var result = await body(transaction, token).ConfigureAwait(false);
                        patience.CancelAfter(Patience);
                        return result;
                    }
                    catch (MongoException failure) when (Failures.IsTransient(failure) && IsOver(ref firstFailure))
                    {
                        throw Failures.Outage(failure);
                    }
                },
                Options,
                patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException commitWithoutAnswer) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.Outage(commitWithoutAnswer);
        }
    }

    private bool IsOver(ref long? firstFailure) =>
        timeProvider.GetElapsedTime(firstFailure ??= timeProvider.GetTimestamp()) > Patience;
}
