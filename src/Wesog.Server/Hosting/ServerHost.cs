using Wesog.Server.Settings;

namespace Wesog.Server.Hosting;

/// <summary>Runs the server until it stops and returns its exit code.</summary>
internal static class ServerHost
{
    public const int Stopped = 0;
    public const int NotStarted = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        WebApplication app;
        try
        {
            app = await StartAsync(args).ConfigureAwait(false);
        }
        catch (Exception failure) when (StartupFault.Describe(failure) is { Count: > 0 } faults)
        {
            await Console.Error.WriteLineAsync("Wesog.Server does not start:").ConfigureAwait(false);
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync($"- {fault}").ConfigureAwait(false);
            }

            return NotStarted;
        }

        await using (app)
        {
            await app.WaitForShutdownAsync().ConfigureAwait(false);
        }

        return Stopped;
    }

    private static async Task<WebApplication> StartAsync(string[] args)
    {
        var app = ServerApp.Build(args);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var settings = app.Services.GetRequiredService<ServerSettings>();
        await Console.Out.WriteLineAsync(StartupBanner.Text(settings, app.Urls)).ConfigureAwait(false);
        return app;
    }
}
