namespace Wesog.MongoDB.Tests.Server;

/// <summary>Tests each of which has a database of its own.</summary>
#pragma warning disable CA1001 // xUnit 2 disposes what has this lifetime.
public abstract class DatabaseTests : IAsyncLifetime
#pragma warning restore CA1001
{
    internal TestDatabase Database { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync() => await Database.DisposeAsync();
}
