namespace Wesog.MongoDB.Tests.Server;

/// <summary>Creates a separate database for each test. Skips the test if there is no server.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    internal TestDatabase Database { get; } = new();

    public virtual ValueTask InitializeAsync()
    {
        _ = MongoServer.ConnectionString;
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
