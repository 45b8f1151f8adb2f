using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>A real server on a free local port with an in-memory engine.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    public const string AlphaKey = "the key of alpha";
    public const string SecondAlphaKey = "another key of alpha";
    public const string BetaKey = "the key of beta";

    private readonly HostPlan _plan;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public ApiHost()
        : this(new HostPlan())
    {
    }

    private ApiHost(HostPlan plan) => _plan = plan;

    public WebApplication App { get; private set; } = null!;

    public LogRecorder Log { get; } = new();

    public Uri Address { get; private set; } = null!;

    public ApiClient Alpha => Client(AlphaKey);

    public ApiClient Beta => Client(BetaKey);

    public static async Task<ApiHost> StartAsync(HostPlan plan)
    {
        var host = new ApiHost(plan);
        await host.InitializeAsync();
        return host;
    }

    /// <summary>A host whose store wraps the in-memory store.</summary>
    public static Task<ApiHost> StartAsync(Func<IImageStore, IImageStore> wrap, Action<WesogOptions>? engine = null) =>
        StartAsync(new HostPlan
        {
            Engine = engine,
            Store = () => wrap(new InMemoryImageStore(TimeProvider.System)),
        });

    /// <summary>A host whose operations wait until the store is resumed.</summary>
    public static async Task<(ApiHost Host, PausedStore Store)> StartPausedAsync(
        Action<WesogOptions>? engine = null, Action<WesogHttpOptions>? http = null)
    {
        PausedStore paused = null!;
        var host = await StartAsync(new HostPlan
        {
            Engine = engine,
            Http = http,
            Store = () => paused = new PausedStore(new InMemoryImageStore(TimeProvider.System)),
        });
        return (host, paused);
    }

    public ApiClient Client(string? key) => new(_http, Address, key);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var images = builder.Services.AddWesogImages(_plan.Engine);
        if (_plan.Store is { } store)
        {
            images.UseStore(_ => store());
        }

        builder.Services.AddWesogHttp(_plan.Http);
        _plan.Authentication(builder.Services);
        App = builder.Build();
        _plan.Map(App);
        await App.StartAsync();
        Address = new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        Log.Dispose();
    }

    public static void AddKeys(ApiKeyOptions options)
    {
        options.MaxFailureDelay = TimeSpan.Zero;
        options.Keys.Add(new ApiKey { Tenant = "alpha", Sha256 = HashOf(AlphaKey) });
        options.Keys.Add(new ApiKey { Tenant = "alpha", Sha256 = HashOf(SecondAlphaKey) });
        options.Keys.Add(new ApiKey { Tenant = "beta", Sha256 = HashOf(BetaKey) });
    }

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
