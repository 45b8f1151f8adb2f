using System.Collections;
using System.Diagnostics;
using System.Text;

namespace Wesog.Server.Tests.Running;

/// <summary>The server as a child process, by default on a free loopback port. Disposal kills it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string FreePort = "http://127.0.0.1:0";
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);
    private static readonly string[] _inheritedSettings = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "OTEL_", "Wesog__", "Kestrel__", "URLS"];

    private readonly DirectoryInfo? _ownDirectory;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _banner = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _error;

    private ServerProcess(
        IEnumerable<(string Name, string Value)> environment, IEnumerable<string> arguments, string? directory = null, int? openFiles = null)
    {
        _ownDirectory = directory is null ? Directory.CreateTempSubdirectory("wesog-server-") : null;
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Wesog.Server.dll"), .. arguments];
        string[] limited = openFiles is null ? command : [ResourceLimits.Command, $"--nofile={openFiles}", .. command];
        var start = new ProcessStartInfo(limited[0], limited[1..])
        {
            WorkingDirectory = directory ?? _ownDirectory!.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            if (_inheritedSettings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                start.Environment.Remove(name);
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The server was not started.");
        _error = _process.StandardError.ReadToEndAsync();
        _reading = ReadOutputAsync();
    }

    /// <summary>The banner of the server.</summary>
    public string Banner => _banner.Task.Result;

    /// <summary>The address that the server listens on.</summary>
    public string Address => LineAfter("listening on");

    /// <summary>The resident memory of the process, in bytes.</summary>
    public long ResidentMemory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The example command of the banner.</summary>
    public string CurlLine => LineAfter("try");

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a server and waits until it listens.</summary>
    public static Task<ServerProcess> StartAsync(
        IEnumerable<(string Name, string Value)>? environment = null, string urls = FreePort, params string[] arguments) =>
        AwaitBannerAsync(new(environment ?? [], ["--urls", urls, .. arguments]));

    /// <summary>Starts a server with its files in a directory that the caller deletes, and waits until it listens.</summary>
    public static Task<ServerProcess> StartInAsync(string directory) => AwaitBannerAsync(new([], ["--urls", FreePort], directory));

    /// <summary>Starts a server that may have at most a number of files open, and waits until it listens.</summary>
    public static Task<ServerProcess> StartLimitedAsync(int openFiles) => AwaitBannerAsync(new([], ["--urls", FreePort], openFiles: openFiles));

    /// <summary>Kills the process.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(_timeout);
    }

    /// <summary>Starts a server that is expected to exit, and waits for its exit.</summary>
    public static Task<ServerExit> RunAsync(IEnumerable<(string Name, string Value)> environment, params string[] arguments) =>
        RunAsync(new ServerProcess(environment, arguments));

    /// <summary>Starts a server that may have at most a number of files open and is expected to exit, and waits for its exit.</summary>
    public static Task<ServerExit> RunLimitedAsync(int openFiles, params string[] arguments) =>
        RunAsync(new ServerProcess([], ["--urls", FreePort, .. arguments], openFiles: openFiles));

    /// <summary>The processor time that the server uses within a period.</summary>
    public async Task<TimeSpan> MeasureProcessorTimeAsync(TimeSpan period)
    {
        var before = _process.TotalProcessorTime;
        await Assert.ThrowsAsync<TimeoutException>(() => _process.WaitForExitAsync().WaitAsync(period));
        _process.Refresh();
        return _process.TotalProcessorTime - before;
    }

    /// <summary>Creates a client with an optional key.</summary>
    public HttpClient CreateClient(string? key = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address) };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("API-Key", key);
        }

        return client;
    }

    /// <summary>Sends a signal, <c>TERM</c> or <c>INT</c>, and waits for the exit.</summary>
    public async Task<ServerExit> StopAsync(string signal)
    {
        var watch = Stopwatch.StartNew();
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(_timeout);
        return await ExitAsync(watch);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _ownDirectory?.Delete(recursive: true);
    }

    private static async Task<ServerExit> RunAsync(ServerProcess starting)
    {
        await using var server = starting;
        return await server.ExitAsync(Stopwatch.StartNew());
    }

    private static async Task<ServerProcess> AwaitBannerAsync(ServerProcess server)
    {
        try
        {
            await server._banner.Task.WaitAsync(_timeout);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task<ServerExit> ExitAsync(Stopwatch watch)
    {
        await _process.WaitForExitAsync().WaitAsync(_timeout);
        var took = watch.Elapsed;
        await _reading.WaitAsync(_timeout);
        return new(_process.ExitCode, _output.ToString(), await _error.WaitAsync(_timeout), took);
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            if (line.StartsWith("  try ", StringComparison.Ordinal))
            {
                _banner.TrySetResult(_output.ToString());
            }
        }

        _banner.TrySetException(new InvalidOperationException($"The server exited without a banner. Its output: {_output}{await _error}"));
    }

    private string LineAfter(string label) =>
        Banner.Split('\n').Single(line => line.TrimStart().StartsWith($"{label} ", StringComparison.Ordinal)).Trim()[label.Length..].Trim();
}
