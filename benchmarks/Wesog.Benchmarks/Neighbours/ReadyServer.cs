using System.Diagnostics;
using System.Globalization;
using Wesog.Benchmarks.Http;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>The ready server in a separate process, with SQLite in a new directory, and with the memory of a container of a given size.</summary>
internal sealed class ReadyServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("wesog-neighbours-");
    private readonly Process _process;
    private readonly Task _output;
    private readonly TaskCompletionSource<int> _port = new();
    private bool _hasStarted;

    private ReadyServer(int memory)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
        };

        // The runtime limits the heap to three quarters of a container's memory.
        start.Environment["DOTNET_GCHeapHardLimit"] = ((long)memory * 3 / 4 << 20).ToString("X", CultureInfo.InvariantCulture);
        for (var i = 0; i < Tenants.All.Count; i++)
        {
            start.Environment[$"Wesog__ApiKeys__{i}__Tenant"] = Tenants.All[i];
            start.Environment[$"Wesog__ApiKeys__{i}__Sha256"] = Requests.HashOf(Tenants.All[i]);
        }

        _process = Process.Start(start)!;
        _output = ReadAsync();
    }

    public int Port => _port.Task.Result;

    public bool HasExited => _process.HasExited;

    /// <summary>The lines that the server logged after its start.</summary>
    public List<string> Log { get; } = [];

    // The server is built beside this program, in the same configuration.
    private static string Program
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
            return Path.GetFullPath(Path.Combine(
                output.FullName, "../../../../../src/Wesog.Server/bin", output.Parent!.Name, output.Name, "Wesog.Server.dll"));
        }
    }

    /// <param name="memory">The memory of the container, in MiB.</param>
    public static async Task<ReadyServer> StartAsync(int memory)
    {
        var server = new ReadyServer(memory);
        await server._port.Task;
        return server;
    }

    /// <summary>The most memory that the process has held so far, in MiB.</summary>
    public double PeakMemory()
    {
        const string Peak = "VmHWM:";
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(Peak, StringComparison.Ordinal));
        return double.Parse(line[Peak.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) / 1_024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _output;
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            const string Address = "listening on  ";
            if (line.IndexOf(Address, StringComparison.Ordinal) is >= 0 and var at)
            {
                _port.SetResult(new Uri(line[(at + Address.Length)..]).Port);
            }
            else if (_hasStarted)
            {
                Log.Add(line);
            }

            // The last line of the banner.
            _hasStarted |= line.StartsWith("  try ", StringComparison.Ordinal);
        }

        _port.TrySetException(new InvalidOperationException("The server did not start."));
    }
}
