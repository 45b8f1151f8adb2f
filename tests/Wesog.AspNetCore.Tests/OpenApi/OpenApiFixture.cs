using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>The document as a client receives it, from a host with its own settings and endpoint.</summary>
public sealed class OpenApiFixture : IAsyncLifetime
{
    public string Text { get; private set; } = "";

    public JsonNode Document { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        Text = await ReadAsync();
        Document = JsonNode.Parse(Text)!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts a host, reads its document, and stops it.</summary>
    /// <param name="prefix">The group in which the routes are mapped.</param>
    /// <param name="registersLast">Whether <c>AddWesogOpenApi</c> is called after <paramref name="configure"/>.</param>
    /// <param name="configure">Registers further services of the host.</param>
    /// <param name="map">Maps the routes, in place of one mapping in the group.</param>
    /// <param name="hasKeys">Whether the API-Key scheme is registered.</param>
    internal static async Task<string> ReadAsync(
        string prefix = "",
        bool registersLast = false,
        Action<IServiceCollection>? configure = null,
        Action<WebApplication>? map = null,
        bool hasKeys = true,
        string name = "v1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWesogImages(options => options.Limits.MaxBatchItems = 1_234);
        builder.Services.AddWesogHttp();
        if (hasKeys)
        {
            builder.Services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);
        }

        if (registersLast)
        {
            configure?.Invoke(builder.Services);
        }

        builder.Services.AddWesogOpenApi();
        if (!registersLast)
        {
            configure?.Invoke(builder.Services);
        }

        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapWesogOpenApi();
        if (map is null)
        {
            app.MapGroup(prefix).MapWesogImages();
        }
        else
        {
            map(app);
        }

        app.MapPost("/host/images", (Image image) => image);
        await app.StartAsync();
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"{app.Urls.First()}/openapi/{name}.json"));
    }

    /// <summary>A type of the host with the name of a schema of the package.</summary>
    internal sealed record Image(string HostsOwn);
}
