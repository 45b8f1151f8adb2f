using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.ChangeFeed;

/// <summary>Provides the change feed by polling, with small queries that run less often while nothing is unfinished.</summary>
internal sealed class UnfinishedPolling(IMongoCollection<BsonDocument> operations, TimeProvider timeProvider)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private static readonly BsonDocument Unfinished = new(OperationFields.Unfinished, true);

    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pause = Shortest;
        while (true)
        {
            // Always resync: a poll does not show an operation that was accepted and finished since the last one.
            yield return new StoreChange.ResyncRequired();
            var isBusy = await operations
                .Find(Unfinished).Limit(1).Project(new BsonDocument("_id", 1)).AnyAsync(cancellationToken).ConfigureAwait(false);
            pause = isBusy ? Shortest : pause * 2 < Longest ? pause * 2 : Longest;
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
