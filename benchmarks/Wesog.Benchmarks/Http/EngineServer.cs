using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Wesog.Benchmarks.Http;

/// <summary>The engine as a web app embeds it: keys, routes, and the store in memory or, where a path is given, SQLite.</summary>
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
