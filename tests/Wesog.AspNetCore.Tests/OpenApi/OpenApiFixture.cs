using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>The document as it comes over the wire, from a host with settings and an endpoint of its own.</summary>
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
    internal static async Task<string> ReadAsync(string prefix = "", bool waits = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWesogOpenApi(prefix);
        builder.Services.Configure<WesogHttpOptions>(options => options.WaitByDefault = waits);
        builder.Services.Configure<WesogOptions>(options => options.Limits.MaxBatchItems = 1_234);
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapWesogOpenApi();
        app.MapPost("/host/images", (Image image) => image);
        await app.StartAsync();
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"{app.Urls.First()}/openapi/v1.json"));
    }

    /// <summary>A type of the host's, named as one of our schemas.</summary>
    internal sealed record Image(string HostsOwn);
}
