using Wesog.Engine;
using Wesog.MongoDB.Tests.Server;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>An engine with its own connections to a database that other hosts share.</summary>
internal sealed class Host(ImageEngine engine, HostStore store) : IAsyncDisposable
{
    private static readonly WesogOptions Options = new() { Limits = { ConcurrentTenants = 4 } };

    public ImageEngine Engine => engine;

    public HostStore Store => store;

    /// <param name="database">The shared database.</param>
    /// <param name="clock">The clock of the host and of lease expiry.</param>
    /// <param name="polls">Whether the host polls because it has no change streams.</param>
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
