using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore;
using Wesog.Server.Connections;
using Wesog.Server.Health;
using Wesog.Server.OpenApi;
using Wesog.Server.Settings;
using Wesog.Server.Telemetry;

namespace Wesog.Server.Hosting;

/// <summary>Builds the application: the engine, its HTTP routes, authentication, health checks and telemetry.</summary>
internal static class ServerApp
{
    // In bytes. A query string can then have 10,000 short ids; Kestrel's default is 8 KiB.
    private const int MaxRequestLineSize = 64 << 10;

    // In bytes. Kestrel's default for the headers plus the path, which is a header in HTTP/2.
    private const int MaxHeadersSize = MaxRequestLineSize + (32 << 10);

    // In bytes: what a connection may have sent before it is read, at least as much as the headers. Kestrel's defaults, 1 MiB, would be 4 GiB on 4,096 connections.
    private const int MaxRequestBufferSize = 128 << 10;

    // A client that reads or sends less is disconnected. It has the time that a part of a response, at most 128 KiB, takes at this rate, but
    // no less than the grace period. Kestrel's default, 240 bytes a second, would wait nine minutes for a client that does not read.
    private static readonly MinDataRate _minResponseRate = new(bytesPerSecond: 8 << 10, gracePeriod: TimeSpan.FromSeconds(5));
    private static readonly MinDataRate _minBodyRate = new(bytesPerSecond: 1 << 10, gracePeriod: TimeSpan.FromSeconds(5));

    // Less than the 10 s that a stop may take, because the last telemetry is sent afterwards.
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(7);

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = new ServerSettings(
            builder.Configuration, builder.Environment.ContentRootPath, OpenFileLimit.Read(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        builder.UseQuietConsole();
        ConfigureListening(builder, settings);

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownTimeout);
        services.AddSingleton(settings);
        services.AddSingleton<IValidateOptions<WesogOptions>, SettingsValidator>();
        if (settings.ExportsTelemetry)
        {
            services.AddHostedService<TelemetryExport>();
        }


        // The sockets have a buffer of their own, which no setting of the web server limits.
        services.AddOptions<SocketTransportOptions>().Configure<IOptions<KestrelServerOptions>>(
            (sockets, kestrel) => sockets.MaxReadBufferSize = kestrel.Value.Limits.MaxRequestBufferSize);
        services.AddSingleton<IConnectionListenerFactory>(provider => new BoundedListenerFactory(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider),
            settings.MaxConnections,
            ConnectionLimit.Refusals,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<RequestActivity>();
        services.AddHostedService<MemoryTrimmer>();
        services.AddWesogImages(settings.Apply).UseStore(settings);
        services.AddHostedService<EagerLoading>();
        services.AddWesogHttp(settings.Apply);
        services.AddWesogOpenApi();
        services.Configure<OpenApiOptions>("v1", document => document.AddDocumentTransformer<ServerDescription>());
        services.AddAuthentication(ApiKeyDefaults.Scheme).AddWesogApiKey(keys =>
        {
            foreach (var key in settings.ApiKeys)
            {
                keys.Keys.Add(key);
            }
        });

        var app = builder.Build();

        // The host would validate at its start, but log each fault with a stack trace.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Use(app.Services.GetRequiredService<RequestActivity>().CountAsync);
        app.MapHealth();
        app.MapWesogImages();
        app.MapWesogOpenApi();
        return app;
    }

    private static void ConfigureListening(WebApplicationBuilder builder, ServerSettings settings)
    {
        if (settings.Addresses is [ListenAddresses.Default])
        {
            builder.WebHost.UseUrls(ListenAddresses.Default);
        }

        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineSize;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeadersSize;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = MaxRequestLineSize;
            kestrel.Limits.MaxRequestBufferSize = MaxRequestBufferSize;
            kestrel.Limits.Http2.InitialConnectionWindowSize = MaxRequestBufferSize;
            kestrel.Limits.Http2.InitialStreamWindowSize = MaxRequestBufferSize;
            kestrel.Limits.MinResponseDataRate = _minResponseRate;
            kestrel.Limits.MinRequestBodyDataRate = _minBodyRate;
            settings.Apply(kestrel.Limits);

            // No reload: an endpoint that is added later would bypass the loopback rule.
            kestrel.Configure(context.Configuration.GetSection(KestrelSettings.Name), reloadOnChange: false);
        });
    }
}
