using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Wesog.Benchmarks.Http;

/// <summary>The engine in a web app, with keys, routes, and the in-memory store or, if a path is given, the SQLite store.</summary>
internal static class EngineServer
{
    public static WebApplication Build(string? path)
    {
        var builder = QuietHost.CreateWithKey();
        var engine = builder.Services.AddWesogImages();
        if (path is not null)
        {
            engine.UseSqlite(path);
        }

        var app = builder.Build();
        app.MapWesogImages();
        return app;
    }
}
