using MongoDB.Driver;
using Wesog.MongoDB.Hosts;
using Wesog.Operations;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Runs multi-document transactions with snapshot reads and majority commits. The driver retries conflicts and unacknowledged commits.
/// </summary>
internal sealed class Transactions(IMongoClient client, HostRegistration host, TimeProvider timeProvider)
{
    private static readonly TransactionOptions Options = new(
        readConcern: ReadConcern.Snapshot, readPreference: ReadPreference.Primary, writeConcern: WriteConcern.WMajority);

    // The driver retries for two minutes. Callers need an answer sooner if the store is unreachable.
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(20);

    /// <summary>Runs a read-write transaction.</summary>
    /// <param name="body">Runs again from the start after a transient conflict.</param>
    /// <param name="cancellationToken">Aborts the transaction, unless its commit has started.</param>
    public Task<T> RunAsync<T>(Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        RunAsync(body, isReadOnly: false, cancellationToken);

    /// <summary>Runs a read-only transaction. It needs no host registration, because it blocks no other host if left open.</summary>
    /// <inheritdoc cref="RunAsync{T}(Func{IClientSessionHandle, CancellationToken, Task{T}}, CancellationToken)"/>
    public Task<T> ReadAsync<T>(Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        RunAsync(body, isReadOnly: true, cancellationToken);

    /// <summary>Runs a read-write transaction until its body returns a result. If the body returns null, the transaction is aborted and runs again.</summary>
    /// <inheritdoc cref="RunAsync{T}(Func{IClientSessionHandle, CancellationToken, Task{T}}, CancellationToken)"/>
    public async Task<T> RepeatAsync<T>(Func<IClientSessionHandle, CancellationToken, Task<T?>> body, CancellationToken cancellationToken)
        where T : class
    {
        T? result;
        do
        {
            result = await RunAsync(
                async (session, token) => await body(session, token).ConfigureAwait(false) ?? await AbortAsync<T?>(session, null).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        while (result is null);

        return result;
    }

    /// <summary>Aborts the transaction from its body. The result of the body is then that of the call.</summary>
    public static async Task<T> AbortAsync<T>(IClientSessionHandle session, T result)
    {
        await session.AbortTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    private async Task<T> RunAsync<T>(
        Func<IClientSessionHandle, CancellationToken, Task<T>> body, bool isReadOnly, CancellationToken cancellationToken)
    {
        using var session = await client.StartSessionAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!isReadOnly)
        {
            await host.RegisterAsync(session, cancellationToken).ConfigureAwait(false);
        }

        using var timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, timeProvider);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        long? firstFailure = null;
        try
        {
            return await session.WithTransactionAsync(
                async (transaction, token) =>
                {
                    timeout.CancelAfter(Timeout.InfiniteTimeSpan);
                    try
                    {
                        var result = await body(transaction, token).ConfigureAwait(false);
                        timeout.CancelAfter(RetryTime);
                        return result;
                    }
                    catch (MongoException failure) when (Failures.IsTransient(failure) && IsOver(ref firstFailure))
                    {
                        throw Failures.Outage(failure);
                    }
                },
                Options,
                timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException commitWithoutAnswer) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.Outage(commitWithoutAnswer);
        }
    }

    private bool IsOver(ref long? firstFailure) => timeProvider.GetElapsedTime(firstFailure ??= timeProvider.GetTimestamp()) > RetryTime;
}
