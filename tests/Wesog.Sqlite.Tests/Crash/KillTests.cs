using System.Diagnostics;

namespace Wesog.Sqlite.Tests.Crash;

public sealed class KillTests
{
    [Fact]
    public async Task Twenty_kills_lose_duplicate_and_tear_nothing()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Wesog.Sqlite.CrashTest" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(new ProcessStartInfo(program, ["--rounds", "20"]) { RedirectStandardOutput = true })!;

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Nothing lost, duplicated, partial or out of order.", output, StringComparison.Ordinal);
    }
}
