using System.Diagnostics;

namespace Wesog.Sqlite.Tests.Ownership;

/// <summary>Another process that opens a database.</summary>
internal sealed class SecondProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SecondProcess(Process process, string answer) => (_process, Answer) = (process, answer);

    /// <summary><c>OPEN</c>, or why the store was refused.</summary>
    public string Answer { get; }

    public static async Task<SecondProcess> OpenAsync(string path)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Wesog.Sqlite.CrashTest" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var process = Process.Start(new ProcessStartInfo(program, ["hold", path]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new(process, await process.StandardOutput.ReadLineAsync() ?? "no answer");
    }

    /// <summary>Closes the store of the process and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
