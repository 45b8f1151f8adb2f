using Wesog.MongoDB.ChangeFeed;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>A store that polls, as if the server or the user did not support change streams.</summary>
internal sealed class PollingStore(MongoImageStore inner) : ForwardingStore(inner), IStoreChangeFeed
{
    public IAsyncEnumerable<StoreChange> WatchAsync(CancellationToken cancellationToken) =>
        MongoChangeFeed.PollAsync(inner.Session.OperationDocuments, TimeProvider.System, cancellationToken);
}
