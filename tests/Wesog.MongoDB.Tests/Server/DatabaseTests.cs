namespace Wesog.MongoDB.Tests.Server;

/// <summary>Gives each test a database of its own. Without a server the test is skipped.</summary>
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
