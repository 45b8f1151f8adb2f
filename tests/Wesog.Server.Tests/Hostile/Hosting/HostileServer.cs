using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore;
using Wesog.Server.Hosting;

namespace Wesog.Server.Tests.Hostile.Hosting;

/// <summary>The server in the process of the tests, with limits that cases can reach.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    public const int MaxBodyBytes = 64 << 10;

    private readonly DirectoryInfo _directory;
    private readonly FaultRecorder _log = new();

    private HostileServer(string store, int maxBodyBytes, DirectoryInfo directory)
    {
        _directory = directory;
        App = ServerApp.Build(
        [
            "--urls=http://127.0.0.1:0", $"--contentRoot={directory.FullName}", "--environment=Production", $"--Wesog:Store={store}",
            $"--Wesog:Limits:MaxBodyBytes={maxBodyBytes}", "--Wesog:Limits:MaxBatchItems=100", "--Wesog:Limits:MaxErrors=10",
            "--Wesog:Limits:RetainedOperations=1000", "--Logging:Console:LogLevel:Default=None",
            .. Keys.SelectMany((key, i) => new[] { $"--Wesog:ApiKeys:{i}:Tenant=t{i}", $"--Wesog:ApiKeys:{i}:Sha256={HashOf(key)}" }),
        ]);
        App.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        App.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(ApiKeyDefaults.Scheme).MaxFailureDelay = TimeSpan.Zero;
    }

    /// <summary>The keys, one per tenant.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["key-of-t0", "key-of-t1", "key-of-t2"];

    public WebApplication App { get; }

    public int Port { get; private set; }

    public string Directory => _directory.FullName;

    /// <summary>The errors that the server logged.</summary>
    public IReadOnlyCollection<string> Faults => _log.Faults;

    /// <param name="store">The kind of store.</param>
    /// <param name="isImpatient">Whether the server disconnects slow clients after about one second.</param>
    /// <param name="maxBodyBytes">The maximum size of a body.</param>
    public static async Task<HostileServer> StartAsync(string store = "memory", bool isImpatient = false, int maxBodyBytes = MaxBodyBytes)
    {
        var server = new HostileServer(store, maxBodyBytes, System.IO.Directory.CreateTempSubdirectory("wesog-hostile-"));
        if (isImpatient)
        {
            // The shortest grace period that the web server accepts, because its clock ticks once a second. The rate includes
            // bytes that arrived at once, so it is high enough that a client that stops is always below it.
            var limits = server.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
            limits.MinRequestBodyDataRate = new(bytesPerSecond: 1 << 20, gracePeriod: TimeSpan.FromSeconds(1.1));
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1.1);
        }

        await server.App.StartAsync();
        var addresses = server.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.Port = new Uri(addresses.Single()).Port;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
