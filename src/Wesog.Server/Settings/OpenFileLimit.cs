using System.Globalization;

namespace Wesog.Server.Settings;

/// <summary>Reads how many file descriptors the process may have open at once (<c>ulimit -n</c>).</summary>
internal static class OpenFileLimit
{
    private const string Limits = "/proc/self/limits";
    private const string Name = "Max open files";

    /// <summary>The limit; null if there is none, or if the operating system does not tell it.</summary>
    public static long? Read() =>
        File.Exists(Limits) && File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
            ? Parse(line)
            : null;

    // The line has the soft limit, the hard limit and the unit. The runtime raises the soft limit to the hard one when it starts.
    private static long? Parse(string line) =>
        long.TryParse(line.AsSpan(Name.Length).TrimStart().ToString().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
