using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.ChangeFeed;

/// <summary>Provides the change feed from a change stream, or by polling if the server or the user's rights do not allow one.</summary>
internal sealed class MongoChangeFeed(MongoSession store)
{
    // Unauthorized, CommandNotFound, InvalidOptions (a view, or an engine without majority reads), "only on replica sets".
    private static readonly HashSet<int> NoStream = [13, 59, 72, 148, 303, 40573];

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isStreamed = true;
        while (true)
        {
            var source = isStreamed
                ? new OperationChanges(store.OperationDocuments, store.Monitor, store.TimeProvider).WatchAsync(cancellationToken)
                : PollAsync(store.OperationDocuments, store.TimeProvider, cancellationToken);
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
    /// <summary>Polls with small queries, less often while nothing is unfinished.</summary>
    public static async IAsyncEnumerable<StoreChange> PollAsync(
        IMongoCollection<BsonDocument> operations, TimeProvider timeProvider, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unfinished = operations.Find(new BsonDocument(OperationFields.Unfinished, true)).Limit(1).Project(new BsonDocument("_id", 1));
        var pause = ShortestPause;
        while (true)
        {
            // Always resync: a poll does not show an operation that was accepted and finished since the last one.
            yield return new StoreChange.ResyncRequired();
            var isBusy = await unfinished.AnyAsync(cancellationToken).ConfigureAwait(false);
            pause = isBusy ? ShortestPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
