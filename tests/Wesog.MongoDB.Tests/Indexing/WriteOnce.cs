using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace Wesog.MongoDB.Tests.Indexing;

/// <summary>Runs a write before a host sends its first update of images, after it has read them.</summary>
internal sealed class WriteOnce(Action write)
{
    private readonly Lock _lock = new();

    public bool IsDone { get; private set; }

    public void Configure(MongoClientSettings settings) => settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(command =>
    {
        if (command.CommandName == "update" && command.Command["update"] == "images")
        {
            lock (_lock)
            {
                if (!IsDone)
                {
                    write();
                    IsDone = true;
                }
            }
        }
    });
}
