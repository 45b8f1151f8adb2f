using Wesog.DependencyInjection;

namespace Wesog.Server.Settings;

/// <summary>The setting <c>Wesog:Store</c>: what the engine keeps its images and operations in.</summary>
internal static class StoreSelection
{
    public const string Sqlite = "sqlite";
    public const string Memory = "memory";

    private static readonly string[] _stores = [Sqlite, Memory];

    public static string Read(IConfigurationSection section, ICollection<string> faults)
    {
        if (section.GetChildren().Any())
        {
            faults.Add($"{section.Path} takes a single value. Available: {Names}.");
        }

        if (section.Value is not { } store)
        {
            return Sqlite;
        }

        if (!_stores.Contains(store))
        {
            faults.Add($"{section.Path} is '{store}', which is not available. Available: {Names}.");
            return Sqlite;
        }

        return store;
    }

    /// <summary>Makes the engine use the store that the settings name.</summary>
    public static void UseStore(this WesogBuilder engine, ServerSettings settings)
    {
        if (settings.Store == Memory)
        {
            engine.UseInMemory();
        }
        else
        {
            engine.UseSqlite(settings.SqlitePath);
        }
    }

    /// <summary>The store in words for the person who starts the server.</summary>
    public static string Describe(ServerSettings settings) => settings.Store == Memory
        ? "memory (everything is forgotten when the server stops)"
        : $"sqlite ({settings.SqlitePath})";

    private static string Names => string.Join(", ", _stores);
}
