using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace Wesog.Server.Hosting;

/// <summary>The log: a line an entry on the console, quiet unless the section <c>Logging</c> says otherwise.</summary>
internal static class ServerLogging
{
    private static readonly Dictionary<string, string?> _levels = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Wesog"] = "Information",

        // It would tell of every request without a key, which is the caller's affair.
        ["Logging:LogLevel:Wesog.AspNetCore.Authentication"] = "Warning",

        // It logs a failed start with a stack trace; the server tells that in its own words.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    public static void UseQuietConsole(this WebApplicationBuilder builder)
    {
        // First, hence the weakest source: the environment, a file and the command line overrule it.
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
