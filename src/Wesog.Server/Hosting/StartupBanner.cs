using System.Reflection;
using Wesog.Server.Settings;

namespace Wesog.Server.Hosting;

/// <summary>The text that the server prints after its start: addresses, store, keys and an example command.</summary>
internal static class StartupBanner
{
    public static string Text(ServerSettings settings, IEnumerable<string> addresses)
    {
        var listening = addresses.ToList();
        var version = typeof(StartupBanner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return $"""
            Wesog.Server {version?.Split('+')[0]}
              listening on  {string.Join(", ", listening)}
              store         {StoreSelection.Describe(settings)}
              keys          {Describe(settings)}
              try           {CurlLine.For(listening, settings.IsLocal)}
            """;
    }

    private static string Describe(ServerSettings settings) => settings.IsLocal
        ? $"none configured: the key '{LocalKey.Text}' is accepted for the tenant '{LocalKey.Tenant}', on loopback only"
        : $"{settings.ApiKeys.Count} configured";
}
