using System.Diagnostics;
using System.Globalization;

namespace Wesog.Benchmarks.Http;

/// <summary>
/// A server in a process of its own, so that neither the load driver nor another server's memory weighs on it. It ends when
/// this process ends, whichever way.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="server">What to serve: <c>bare</c>, perhaps with a key, <c>memory</c>, or <c>sqlite</c> and a path.</param>
    public static async Task<ServerProcess> StartAsync(params IEnumerable<string> server)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, "serve", .. server])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // As every web app has it unless it says otherwise.
        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>What runs in the process: serves until the input ends.</summary>
    public static async Task ServeAsync(params IReadOnlyList<string> server)
    {
        var detail = server.ElementAtOrDefault(1);
        await using var app = server[0] == "bare" ? BareServer.Build(detail == BareServer.WithKey) : EngineServer.Build(detail);
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.First()).Port);
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
