using Wesog.MongoDB.News;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>A store whose server, or user, has no change streams to give.</summary>
internal sealed class PollingStore(MongoImageStore inner) : ForwardingStore(inner), IStoreNews
{
    public IAsyncEnumerable<StoreNews> WatchAsync(CancellationToken cancellationToken) =>
        new UnfinishedPolling(inner.Session.OperationDocuments, TimeProvider.System).WatchAsync(cancellationToken);
}
