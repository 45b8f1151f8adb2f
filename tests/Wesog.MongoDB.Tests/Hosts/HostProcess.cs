using System.Diagnostics;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>The process of a <see cref="HeldHost"/>, seen from the test that kills it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    /// <summary>Starts a host and returns when it is blocked within a commit.</summary>
    public static async Task<HostProcess> HoldAsync(TestDatabase database, HeldTransaction transaction)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [MongoServerFixture.Variable] = database.Named(MongoServer.ConnectionString, $"killed-{Guid.NewGuid():N}") },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(HostProcess).Assembly.Location);
        }

        foreach (var argument in (string[])["hold", database.Name, transaction.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"Cannot start {start.FileName}.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == HeldHost.Held)
            {
                return new(process);
            }
        }

        throw new InvalidOperationException($"The host exited before it was blocked: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Kills the process (SIGKILL), so that it cannot clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
