using Wesog.DependencyInjection;

namespace Wesog.Server.Settings;

/// <summary>The setting <c>Wesog:Store</c>: what the engine keeps its images and operations in.</summary>
internal static class StoreSelection
{
    public const string Memory = "memory";

    private static readonly Dictionary<string, Func<WesogBuilder, WesogBuilder>> _stores = new()
    {
        [Memory] = engine => engine.UseInMemory(),
    };

    public static string Read(IConfigurationSection section, ICollection<string> faults)
    {
        if (section.GetChildren().Any())
        {
            faults.Add($"{section.Path} takes a single value. Available: {Names}.");
        }

        if (section.Value is not { } store)
        {
            return Memory;
        }

        if (!_stores.ContainsKey(store))
        {
            faults.Add($"{section.Path} is '{store}', which is not available. Available: {Names}.");
            return Memory;
        }

        return store;
    }

    /// <summary>Makes the engine use a store that <see cref="Read"/> gave.</summary>
    public static void UseNamedStore(this WesogBuilder engine, string store) => _stores[store](engine);

    private static string Names => string.Join(", ", _stores.Keys);
}
