using Wesog.DependencyInjection;

namespace Wesog.Server.Settings;

/// <summary>The setting <c>Wesog:Store</c>: what the engine keeps its images and operations in.</summary>
internal static class StoreSelection
{
    public const string Sqlite = "sqlite";
    public const string Memory = "memory";
    public const string MongoDB = "mongodb";

    private static readonly Dictionary<string, Action<WesogBuilder, ServerSettings>> _stores = new()
    {
        [Sqlite] = (engine, settings) => engine.UseSqlite(settings.SqlitePath),
        [Memory] = (engine, _) => engine.UseInMemory(),
        [MongoDB] = (engine, settings) =>
            engine.UseMongoDB(settings.MongoDB.ConnectionString!, store => store.Database = settings.MongoDB.Database),
    };

    public static string Read(IConfigurationSection section, ICollection<string> faults)
    {
        if (section.GetChildren().Any())
        {
            faults.Add($"{section.Path} takes a single value. {Available}");
        }

        if (section.Value is not { } store)
        {
            return Sqlite;
        }

        if (!_stores.ContainsKey(store))
        {
            faults.Add($"{section.Path} is '{store}', which is not available. {Available}");
            return Sqlite;
        }

        return store;
    }

    /// <summary>Makes the engine use the store that the settings name.</summary>
    public static void UseStore(this WesogBuilder engine, ServerSettings settings)
    {
        // A start with faults is refused later, when all are told together. Until then no store is given a setting that is one.
        if (settings.Faults.Count == 0)
        {
            _stores[settings.Store](engine, settings);
        }
    }

    /// <summary>The store in words for the person who starts the server.</summary>
    public static string Describe(ServerSettings settings) => settings.Store switch
    {
        Memory => "memory (everything is forgotten when the server stops)",
        MongoDB => $"mongodb (database {settings.MongoDB.Database})",
        _ => $"sqlite ({settings.SqlitePath})",
    };

    private static string Available => $"Available: {string.Join(", ", _stores.Keys)}.";
}
