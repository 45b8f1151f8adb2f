using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Hosts;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.ChangeFeed;

/// <summary>
/// News from the change stream of operations: one cursor a host, however many operations and tenants. When a host was ended,
/// everything is looked at: its leases have run out, which no stream tells.
/// </summary>
internal sealed class OperationChanges(IMongoCollection<BsonDocument> operations, HostMonitor hosts, TimeProvider timeProvider)
{
    private static readonly PipelineDefinition<ChangeStreamDocument<BsonDocument>, BsonDocument> ChangesOfState = new BsonDocument[]
    {
        new("$match", new BsonDocument("$or", new BsonArray
        {
            new BsonDocument("operationType", "insert"),
            new BsonDocument("updateDescription.updatedFields." + OperationFields.State, new BsonDocument("$exists", true)),
        })),
        new("$project", new BsonDocument
        {
            { "key", "$documentKey._id" },
            { "state", new BsonDocument("$ifNull", new BsonArray
                { "$fullDocument." + OperationFields.State, "$updateDescription.updatedFields." + OperationFields.State }) },
        }),
    };

    /// <exception cref="MongoException">The stream broke, or the server has none to give.</exception>
    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What came before the stream begins is looked for once it has begun: nothing falls between.
        using var cursor = await operations.WatchAsync(ChangesOfState, cancellationToken: cancellationToken).ConfigureAwait(false);
        yield return new StoreChange.ResyncRequired();
        var news = Channel.CreateUnbounded<StoreChange>(new() { SingleReader = true });
        using var untaken = new DelayedWorkNotifier(news.Writer, timeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(cursor, news.Writer, untaken, ended.Token);
        hosts.HostEnded += TellUnsure;
        try
        {
            await foreach (var item in news.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            hosts.HostEnded -= TellUnsure;
            await ended.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void TellUnsure() => news.Writer.TryWrite(new StoreChange.ResyncRequired());
    }

    private static async Task PumpAsync(
        IChangeStreamCursor<BsonDocument> cursor, ChannelWriter<StoreChange> news, DelayedWorkNotifier untaken, CancellationToken cancellationToken)
    {
        try
        {
            while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var change in cursor.Current)
                {
                    Tell(change, news, untaken);
                }
            }

            news.Complete();
        }
        catch (Exception failure)
        {
            news.Complete(failure);
        }
    }

    private static void Tell(BsonDocument change, ChannelWriter<StoreChange> news, DelayedWorkNotifier untaken)
    {
        var (tenant, number) = (change["key"]["tenant"].AsString, change["key"]["number"].AsInt64);
        if (!WireNames.TryParse(change["state"].AsString, out OperationState state))
        {
            return;
        }

        switch (state)
        {
            case OperationState.Pending:
                untaken.Came(tenant);
                break;
            case OperationState.Running:
                untaken.Taken(tenant);
                break;
            default:
                news.TryWrite(new StoreChange.Finished(tenant, number));
                break;
        }
    }
}
