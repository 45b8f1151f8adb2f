using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
// snippet: namespaces
using Microsoft.AspNetCore.Builder;             // MapWesogImages, MapWesogOpenApi
using Microsoft.AspNetCore.Http;                // WithTags
using Microsoft.AspNetCore.OpenApi;             // OpenApiOptions
using Microsoft.Extensions.DependencyInjection; // AddWesogImages, AddWesogHttp, AddWesogApiKey, AddWesogOpenApi
using Wesog.AspNetCore;                         // ApiKey, WesogHttpOptions
// end snippet

// Outside Wesog, so that the names resolve as in a user's project.
namespace ReaderApp;

/// <summary>The code of <c>docs/http.md</c>, compiled and run.</summary>
public sealed class HttpSnippets
{
    [Fact]
    public async Task The_routes_are_mapped_as_the_document_says()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var sha256 = new string('0', 64);

        // snippet: map
        builder.Services.AddWesogImages();                       // the engine
        builder.Services.AddWesogHttp();                         // the routes
        builder.Services.AddAuthentication().AddWesogApiKey(options =>
            options.Keys.Add(new ApiKey { Tenant = "acme", Sha256 = sha256 })); // the SHA-256 of the key, 64 lower-case hex digits

        var app = builder.Build();
        app.MapWesogImages();                                    // or app.MapGroup("/api").MapWesogImages()
        // end snippet

        await using (app)
        {
            using var client = await StartAsync(app);
            using var answer = await client.GetAsync("/imgs");
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Conventions_and_the_OpenAPI_document_are_set_as_the_document_says()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy("writers", http => RateLimitPartition.GetNoLimiter(http.Request.Path)));
        builder.Services.AddCors(cors => cors.AddPolicy("pages", policy => policy.AllowAnyOrigin()));
        builder.Services.AddWesogImages();
        builder.Services.AddWesogHttp();
        builder.Services.AddWesogOpenApi();

        // snippet: title
        builder.Services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Our archive", Version = "7" };
            return Task.CompletedTask;
        }));
        // end snippet

        await using var app = builder.Build();
        app.UseRateLimiter();
        app.UseCors();
        app.MapWesogOpenApi();

        // snippet: conventions
        app.MapGroup("/media").MapWesogImages().RequireRateLimiting("writers").RequireCors("pages").WithTags("media");
        // end snippet

        using var client = await StartAsync(app);
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        Assert.Equal("Our archive", $"{document["info"]!["title"]}");
        Assert.Equal("media", $"{document["paths"]!["/media/imgs"]!["get"]!["tags"]![0]}");
    }

    private static async Task<HttpClient> StartAsync(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }
}
