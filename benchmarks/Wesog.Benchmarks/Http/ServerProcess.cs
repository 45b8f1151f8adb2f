using System.Diagnostics;
using System.Globalization;

namespace Wesog.Benchmarks.Http;

/// <summary>
/// A server in a separate process, so that the load driver and the memory of other servers do not affect it. It exits when
/// this process exits for any reason.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="server">The kind of server: <c>bare</c> with an optional <c>key</c>, <c>memory</c>, or <c>sqlite</c> and a path.</param>
    public static async Task<ServerProcess> StartAsync(params IEnumerable<string> server)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, "serve", .. server])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // The default of web apps.
        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>The entry point of the process: serves until the standard input ends.</summary>
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
