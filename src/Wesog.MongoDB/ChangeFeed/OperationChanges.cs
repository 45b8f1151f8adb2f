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
/// Reads the change stream of operations, with one cursor per host. Requests a full resync after a host has ended,
/// because the change stream does not report expired leases.
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

    /// <exception cref="MongoException">The change stream failed, or the server does not offer one.</exception>
    public async IAsyncEnumerable<StoreChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The resync after the stream has started covers everything before it, so no change is missed.
        using var cursor = await operations.WatchAsync(ChangesOfState, cancellationToken: cancellationToken).ConfigureAwait(false);
        yield return new StoreChange.ResyncRequired();
        var changes = Channel.CreateUnbounded<StoreChange>(new() { SingleReader = true });
        using var delayed = new DelayedWorkNotifier(changes.Writer, timeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(cursor, changes.Writer, delayed, ended.Token);
        hosts.HostEnded += RequestResync;
        try
        {
            await foreach (var item in changes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            hosts.HostEnded -= RequestResync;
            await ended.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void RequestResync() => changes.Writer.TryWrite(new StoreChange.ResyncRequired());
    }

    private static async Task PumpAsync(
        IChangeStreamCursor<BsonDocument> cursor, ChannelWriter<StoreChange> changes, DelayedWorkNotifier delayed, CancellationToken cancellationToken)
    {
        try
        {
            while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var change in cursor.Current)
                {
                    var tenant = change["key"]["tenant"].AsString;
                    if (!WireNames.TryParse(change["state"].AsString, out OperationState state))
                    {
                        continue;
                    }

                    if (state == OperationState.Pending)
                    {
                        delayed.Add(tenant);
                    }
                    else if (state == OperationState.Running)
                    {
                        delayed.Remove(tenant);
                    }
                    else
                    {
                        changes.TryWrite(new StoreChange.Finished(tenant, change["key"]["number"].AsInt64));
                    }
                }
            }

            changes.Complete();
        }
        catch (Exception failure)
        {
            changes.Complete(failure);
        }
    }
}
