using Wesog.DependencyInjection;

namespace Wesog.Server.Settings;

internal static partial class StoreSelection
{
    static partial void AddMongoDB(Dictionary<string, Action<WesogBuilder, ServerSettings>> stores) => stores[MongoDB] =
        (engine, settings) => engine.UseMongoDB(settings.MongoDB.ConnectionString!, store => store.Database = settings.MongoDB.Database);
}
