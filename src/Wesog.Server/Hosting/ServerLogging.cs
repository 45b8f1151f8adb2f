using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace Wesog.Server.Hosting;

/// <summary>Sets up the console log: one line per entry, warnings and errors unless the section <c>Logging</c> sets other levels.</summary>
internal static class ServerLogging
{
    private static readonly Dictionary<string, string?> _levels = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Wesog"] = "Information",

        // Otherwise it logs each request without a key.
        ["Logging:LogLevel:Wesog.AspNetCore.Authentication"] = "Warning",

        // Otherwise it logs each connection that it refuses; the server logs once per minute that it does.
        ["Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.Connections"] = "Error",

        // Otherwise it logs a failed start with a stack trace; the server prints the faults itself.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    public static void UseQuietConsole(this WebApplicationBuilder builder)
    {
        // The first source is the weakest: files, the environment and the command line override it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = _levels });
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
