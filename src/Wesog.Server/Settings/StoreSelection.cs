using Wesog.DependencyInjection;

namespace Wesog.Server.Settings;

/// <summary>The setting <c>Wesog:Store</c>: the store of the engine.</summary>
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

    /// <summary>Registers the selected store.</summary>
    public static void UseStore(this WesogBuilder engine, ServerSettings settings)
    {
        // A start with faults fails later, with all faults at once. Until then no store receives an invalid setting.
        if (settings.Faults.Count == 0)
        {
            _stores[settings.Store](engine, settings);
        }
    }

    /// <summary>A description of the store for the start banner.</summary>
    public static string Describe(ServerSettings settings) => settings.Store switch
    {
        Memory => "memory (everything is forgotten when the server stops)",
        MongoDB => $"mongodb (database {settings.MongoDB.Database})",
        _ => $"sqlite ({settings.SqlitePath})",
    };

    private static string Available => $"Available: {string.Join(", ", _stores.Keys)}.";
}
