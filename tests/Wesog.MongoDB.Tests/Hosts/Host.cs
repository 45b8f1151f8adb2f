using Wesog.Engine;
using Wesog.MongoDB.Tests.Server;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>An engine with connections of its own to a database that others use too.</summary>
internal sealed class Host(ImageEngine engine, HostStore store) : IAsyncDisposable
{
    private static readonly WesogOptions Options = new() { Limits = { ConcurrentTenants = 4 } };

    public ImageEngine Engine => engine;

    public HostStore Store => store;

    /// <param name="database">Where.</param>
    /// <param name="clock">Its own clock, and the one by which leases run out.</param>
    /// <param name="polls">Whether it has no change streams.</param>
    public static async Task<Host> StartAsync(TestDatabase database, ManualTimeProvider clock, bool polls = false)
    {
        var mongo = database.Store(clock, $"host-{Guid.NewGuid():N}");
        var store = new HostStore(polls ? new PollingStore(mongo) : mongo, clock);
        return new(await ImageEngine.StartNewAsync(store, Options, clock), store);
    }

    public ValueTask DisposeAsync()
    {
        store.Resume();
        return engine.DisposeAsync();
    }
}
