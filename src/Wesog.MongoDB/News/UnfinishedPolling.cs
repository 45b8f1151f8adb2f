using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.News;

/// <summary>News where there is no change stream: one small look at a time, seldom while nothing is unfinished.</summary>
internal sealed class UnfinishedPolling(IMongoCollection<BsonDocument> operations, TimeProvider timeProvider)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private static readonly BsonDocument Unfinished = new(OperationFields.Unfinished, true);

    public async IAsyncEnumerable<StoreNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pause = Shortest;
        var wasBusy = true;
        while (true)
        {
            var isBusy = await operations
                .Find(Unfinished).Limit(1).Project(new BsonDocument("_id", 1)).AnyAsync(cancellationToken).ConfigureAwait(false);

            // After the last one was finished there is one more thing to tell: that it is.
            if (isBusy || wasBusy)
            {
                yield return new StoreNews.Unsure();
            }

            pause = isBusy ? Shortest : pause * 2 < Longest ? pause * 2 : Longest;
            wasBusy = isBusy;
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
