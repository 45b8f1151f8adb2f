using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wesog.Benchmarks.Samples;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Benchmarks.Start;

/// <summary>
/// What a child process does: it starts a generic host, with an engine in it or with nothing, and prints how many
/// milliseconds it took from here to the first finished operation, or to the started host.
/// </summary>
internal static class EmbeddedHost
{
    /// <summary>The kind with nothing in it.</summary>
    public const string Empty = "empty";

    /// <summary>The kind with an engine in memory.</summary>
    public const string Memory = "memory";

    /// <summary>The kind with an engine on a new file.</summary>
    public const string Sqlite = "sqlite";

    public static async Task RunAsync(string kind)
    {
        var began = Stopwatch.GetTimestamp();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        switch (kind)
        {
            case Empty:
                await StartAsync(builder, began, _ => Task.CompletedTask);
                break;
            case Memory:
                AddEngine(builder.Services);
                await StartAsync(builder, began, AddImageAsync);
                break;
            case Sqlite:
                var directory = Directory.CreateTempSubdirectory("wesog-benchmark-").FullName;
                AddEngineOnSqlite(builder.Services, Path.Combine(directory, "wesog.db"));
                await StartAsync(builder, began, AddImageAsync);
                Directory.Delete(directory, recursive: true);
                break;
        }
    }

    private static async Task StartAsync(HostApplicationBuilder builder, long began, Func<IServiceProvider, Task> workAsync)
    {
        using var host = builder.Build();
        await host.StartAsync();
        await workAsync(host.Services);
        var elapsed = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        await host.StopAsync();
    }

    // Methods of their own, so that a host that has no engine loads nothing of it.
    private static void AddEngine(IServiceCollection services) => services.AddWesogImages();

    private static void AddEngineOnSqlite(IServiceCollection services, string path) => services.AddWesogImages().UseSqlite(path);

    private static Task AddImageAsync(IServiceProvider services) =>
        services.GetRequiredService<IImageOperationService>().AddAsync("agency", SubmitOptions.Default, SampleImages.Objects(1));
}
