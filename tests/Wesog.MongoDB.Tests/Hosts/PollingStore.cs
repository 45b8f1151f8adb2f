using Wesog.MongoDB.ChangeFeed;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>A store whose server, or user, has no change streams to give.</summary>
internal sealed class PollingStore(MongoImageStore inner) : ForwardingStore(inner), IStoreChangeFeed
{
    public IAsyncEnumerable<StoreChange> WatchAsync(CancellationToken cancellationToken) =>
        MongoChangeFeed.PollAsync(inner.Session.OperationDocuments, TimeProvider.System, cancellationToken);
}
