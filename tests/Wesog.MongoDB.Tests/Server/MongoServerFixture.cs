using DotNet.Testcontainers.Builders;
using Testcontainers.MongoDb;
using Wesog.MongoDB.Tests.Server;

[assembly: AssemblyFixture(typeof(MongoServerFixture))]

namespace Wesog.MongoDB.Tests.Server;

/// <summary>Finds the server once for all tests: the one named in the environment, or else a container.</summary>
public sealed class MongoServerFixture : IAsyncLifetime
{
    internal const string Variable = "WESOG_MONGODB";
    private const string Image = "mongo:8.0";

    private MongoDbContainer? _container;

    /// <summary>The replica set; null if there is none.</summary>
    internal static string? ConnectionString { get; private set; }

    /// <summary>Why tests that need the server are skipped.</summary>
    internal static string SkipReason { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } given && !string.IsNullOrWhiteSpace(given))
        {
            ConnectionString = given;
            return;
        }

        try
        {
            _container = new MongoDbBuilder(Image).WithReplicaSet().WithCommand("--setParameter", "enableTestCommands=1").Build();
            await _container.StartAsync();
            ConnectionString = _container.GetConnectionString();
        }
        catch (DockerUnavailableException)
        {
            SkipReason = $"Needs a MongoDB server: set {Variable} to the connection string of a replica set, as in " +
                "mongodb://127.0.0.1:27017/?replicaSet=rs0, or start Docker.";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
        {
            await _container.DisposeAsync();
        }
    }
}
