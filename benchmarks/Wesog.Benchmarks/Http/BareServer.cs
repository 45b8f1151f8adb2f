using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Http;

/// <summary>
/// The baseline over HTTP: endpoints that only deserialise the same bodies, or only return stored bytes. They do not validate
/// and do not use a store. They check a key only to measure the cost of that check.
/// </summary>
internal static class BareServer
{
    /// <summary>The argument of a server that checks the key.</summary>
    public const string WithKey = "key";

    public static WebApplication Build(bool checksKey)
    {
        var builder = checksKey ? QuietHost.CreateWithKey() : QuietHost.Create();
        if (checksKey)
        {
            builder.Services.AddAuthorization();
        }

        var app = builder.Build();
        var stored = Array.Empty<byte>();
        app.MapPost("/imgs", async http => await http.Request.ReadFromJsonAsync(PlainImageJson.Default.PlainImageArray));
        app.MapPost("/imgs/{id}", async http => await http.Request.ReadFromJsonAsync(PlainImageJson.Default.PlainImage));
        app.MapPost("/kept", async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            stored = body.ToArray();
        });
        var read = app.MapGet("/kept", http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = stored.Length;
            return http.Response.Body.WriteAsync(stored, http.RequestAborted).AsTask();
        });
        if (checksKey)
        {
            read.RequireAuthorization();
        }

        return app;
    }
}
