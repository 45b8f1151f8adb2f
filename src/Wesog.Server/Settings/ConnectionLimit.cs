using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wesog.Server.Settings;

/// <summary>Sets the most connections that the server keeps open, so that clients cannot use up its file descriptors. The web server has no limit by default.</summary>
internal static class ConnectionLimit
{
    /// <summary>
    /// The descriptors that connections leave free. Each loaded assembly keeps two; the store, its server and the runtime need the others, the runtime for each thread that it
    /// starts.
    /// </summary>
    public const long ReservedFiles = 512;

    /// <summary>The reserved descriptors that connections may take while the web server closes them because they are beyond its limit.</summary>
    public const int Refusals = 64;

    /// <summary>The most connections by default, whatever the descriptors allow.</summary>
    public const long Most = 4_096;

    // In bytes. A client can make the server keep a request line and headers of 160 KiB.
    private const long MemoryOfConnection = 256 << 10;

    private const string Prefix = $"{KestrelSettings.Name}:{KestrelSettings.Limits}:";

    /// <summary>Sets the default of limits that are not configured, and reports those that are beyond the descriptors.</summary>
    /// <param name="limits">The configured limits.</param>
    /// <param name="openFiles">The most open descriptors of the process; null if unlimited.</param>
    /// <param name="memory">The memory of the process, in bytes.</param>
    /// <param name="faults">The list to which faults are added.</param>
    public static void Apply(KestrelServerLimits limits, long? openFiles, long memory, ICollection<string> faults)
    {
        var most = (openFiles ?? int.MaxValue) - ReservedFiles;
        if (most < 1)
        {
            faults.Add(
                $"The process may have {Text(openFiles)} files open, which is too few: {ReservedFiles} are reserved for the store and the runtime, and each " +
                "connection needs one. Raise the limit, as in: ulimit -n 65536.");
            return;
        }

        Check(nameof(KestrelServerLimits.MaxConcurrentConnections), limits.MaxConcurrentConnections);
        Check(nameof(KestrelServerLimits.MaxConcurrentUpgradedConnections), limits.MaxConcurrentUpgradedConnections);
        limits.MaxConcurrentConnections ??= Math.Clamp(memory / MemoryOfConnection, 1, Math.Min(most, Most));
        limits.MaxConcurrentUpgradedConnections ??= limits.MaxConcurrentConnections;

        void Check(string name, long? value)
        {
            if (value > most)
            {
                faults.Add(
                    $"{Prefix}{name} is {Text(value)}, but the process may have {Text(openFiles)} files open, of which {ReservedFiles} are reserved for the store and the " +
                    $"runtime, so it can be at most {Text(most)}. Set a lower value, or raise the limit, as in: ulimit -n 65536.");
            }
        }
    }

    private static string Text(long? number) => string.Create(CultureInfo.InvariantCulture, $"{number ?? int.MaxValue}");
}
