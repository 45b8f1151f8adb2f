using System.Diagnostics;

namespace Wesog.Benchmarks.Start;

/// <summary>The program of <c>Wesog.Benchmarks.Start</c>, a generic host in a separate process.</summary>
internal static class HostProcess
{
    /// <summary>Starts the process and waits for its exit.</summary>
    /// <param name="kind">The content of the host: <c>empty</c>, <c>memory</c> or <c>sqlite</c>.</param>
    /// <returns>The seconds until the process printed its line.</returns>
    public static async Task<double> StartAsync(string kind)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "start", "Wesog.Benchmarks.Start");
        var began = Stopwatch.GetTimestamp();
        using var host = Process.Start(new ProcessStartInfo(program, [kind]) { RedirectStandardOutput = true })!;
        await host.StandardOutput.ReadLineAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await host.WaitForExitAsync();
        return host.ExitCode == 0 ? seconds : throw new InvalidOperationException($"The process of the {kind} host exited with {host.ExitCode}.");
    }
}
