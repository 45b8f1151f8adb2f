using System.Diagnostics;
using System.Globalization;

namespace Wesog.Benchmarks.Start;

/// <summary>This program once more, in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>Starts it, and waits for its end.</summary>
    /// <returns>The seconds until it printed a line, and the number in that line.</returns>
    public static async Task<(double Seconds, double Printed)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            // The program itself is the first argument of that one.
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        Array.ForEach(arguments, start.ArgumentList.Add);
        var began = Stopwatch.GetTimestamp();
        using var child = Process.Start(start)!;
        var line = await child.StandardOutput.ReadLineAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? (seconds, double.Parse(line!, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process ended with {child.ExitCode}.");
    }
}
