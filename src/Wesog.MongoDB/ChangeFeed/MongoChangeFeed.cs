using System.Runtime.CompilerServices;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.ChangeFeed;

/// <summary>Provides the change feed from a change stream, or by polling if the server or the user's rights do not allow one.</summary>
internal sealed class MongoChangeFeed(MongoSession store)
{
    // Unauthorized, CommandNotFound, InvalidOptions (a view, or an engine without majority reads), "only on replica sets".
    private static readonly HashSet<int> NoStream = [13, 59, 72, 148, 303, 40573];

    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isStreamed = true;
        while (true)
        {
            var source = isStreamed
                ? new OperationChanges(store.OperationDocuments, store.Monitor, store.TimeProvider).WatchAsync(cancellationToken)
                : new UnfinishedPolling(store.OperationDocuments, store.TimeProvider).WatchAsync(cancellationToken);
            await using var changes = source.GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await changes.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (MongoCommandException none) when (isStreamed && NoStream.Contains(none.Code))
                {
                    isStreamed = false;
                    break;
                }
                catch (Exception failure) when (Failures.IsOutage(failure))
                {
                    throw Failures.Outage(failure);
                }

                yield return changes.Current;
            }
        }
    }
}
