using Microsoft.Extensions.Configuration;
using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

/// <summary>Creates settings from names and values.</summary>
internal static class Given
{
    public const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static ServerSettings Settings(params (string Name, string Value)[] values) => Settings(null, values);

    public static ServerSettings Settings(long? openFiles, params (string Name, string Value)[] values) =>
        new(Configuration(values), "/srv", openFiles, memory: 16L << 30);

    public static IConfiguration Configuration(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(value => value.Name, value => (string?)value.Value))
            .Build();
}
