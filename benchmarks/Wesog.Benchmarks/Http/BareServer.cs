using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Http;

/// <summary>
/// The baseline over HTTP: endpoints that only deserialise the same bodies, or only give back bytes that they were given.
/// No check, no store, and no key, unless it is to show what asking for one costs.
/// </summary>
internal static class BareServer
{
    /// <summary>Says that the server asks for the key.</summary>
    public const string WithKey = "key";

    public static WebApplication Build(bool asksForKey)
    {
        var builder = asksForKey ? QuietHost.CreateWithKey() : QuietHost.Create();
        if (asksForKey)
        {
            builder.Services.AddAuthorization();
        }

        var app = builder.Build();
        var kept = Array.Empty<byte>();
        app.MapPost("/imgs", async http => await http.Request.ReadFromJsonAsync(PlainImageJson.Default.PlainImageArray));
        app.MapPost("/imgs/{id}", async http => await http.Request.ReadFromJsonAsync(PlainImageJson.Default.PlainImage));
        app.MapPost("/kept", async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            kept = body.ToArray();
        });
        var read = app.MapGet("/kept", http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = kept.Length;
            return http.Response.Body.WriteAsync(kept, http.RequestAborted).AsTask();
        });
        if (asksForKey)
        {
            read.RequireAuthorization();
        }

        return app;
    }
}
