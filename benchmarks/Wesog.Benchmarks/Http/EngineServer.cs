using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore;

namespace Wesog.Benchmarks.Http;

/// <summary>The engine as a web app embeds it: keys, routes, and the store in memory or, where a path is given, SQLite.</summary>
internal static class EngineServer
{
    public static WebApplication Build(string? path)
    {
        var builder = QuietHost.Create();
        var engine = builder.Services.AddWesogImages();
        if (path is not null)
        {
            engine.UseSqlite(path);
        }

        builder.Services.AddWesogHttp();
        builder.Services.AddAuthentication(ApiKeyDefaults.Scheme)
            .AddWesogApiKey(keys => keys.Keys.Add(new() { Tenant = "benchmark", Sha256 = Requests.KeyHash }));
        var app = builder.Build();
        app.MapWesogImages();
        return app;
    }
}
