using Microsoft.Extensions.Hosting;
// snippet: namespaces of any host
using Microsoft.Extensions.DependencyInjection; // AddWesogImages, UseSqlite, AddWesogHttp, AddWesogApiKey
using Wesog.Catalog;                            // IImageCatalog, TenantCatalog
using Wesog.Engine;                             // ImageEngine
using Wesog.Images;                             // Image, ImageChange, StoredImage
using Wesog.Operations;                         // IImageOperationService, ImageBatch, OperationState
// end snippet
// snippet: namespaces for HTTP
using Microsoft.AspNetCore.Builder;             // MapWesogImages
using Wesog.AspNetCore;                         // ApiKey
// end snippet

// Outside Wesog, so that the names resolve as in a user's project.
namespace ReaderApp;

/// <summary>The code of the README, compiled and, where possible, run.</summary>
public sealed class ReadmeSnippets
{
    [Fact]
    public async Task A_host_is_embedded_as_the_readme_says()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());

        // snippet: embed
        builder.Services.AddWesogImages().UseSqlite("wesog.db");
        // end snippet

        // The test deletes the file.
        var directory = Directory.CreateTempSubdirectory("wesog-readme-");
        builder.Services.AddWesogImages().UseSqlite(Path.Combine(directory.FullName, "wesog.db"));

        using var host = builder.Build();
        await host.StartAsync();
        var images = host.Services.GetRequiredService<IImageOperationService>();
        Assert.False(await UploadAsync(images, default));
        await images.SubmitAndWaitAsync("my-agency", new ImageBatch().Add(new Image { Id = "boat-0", Src = "https://images.example/0.jpg" }));
        Assert.True(await UploadAsync(images, default));
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_engine_without_a_host_is_used_as_the_readme_says()
    {
        // snippet: without a host
        await using var engine = await ImageEngine.StartNewAsync();
        TenantOperations operations = engine.Operations.ForTenant("my-agency");
        await operations.SubmitAndWaitAsync(new ImageBatch().Delete("boat-1"));
        TenantCatalog catalog = engine.Images.ForTenant("my-agency");
        StoredImage? stored = await catalog.GetAsync("boat-2");
        Image? image = stored?.ToImage();
        // end snippet

        Assert.Null(image);
        Assert.Single(await engine.Operations.ListAsync("my-agency"));
    }

    [Fact]
    public async Task The_routes_are_mapped_as_the_readme_says()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var sha256 = new string('0', 64);

        // snippet: map
        builder.Services.AddWesogImages();
        builder.Services.AddWesogHttp();
        builder.Services.AddAuthentication().AddWesogApiKey(keys => keys.Keys.Add(new ApiKey { Tenant = "my-agency", Sha256 = sha256 }));
        var app = builder.Build();
        app.MapWesogImages();
        // end snippet

        await using (app)
        {
            app.Urls.Add("http://127.0.0.1:0");
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            using var answer = await client.GetAsync("/imgs");
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
            await app.StopAsync();
        }
    }

    // snippet: upload
    public static async Task<bool> UploadAsync(IImageOperationService images, CancellationToken cancellationToken)
    {
        var batch = new ImageBatch()
            .Add(new Image { Id = "boat-1", Src = "https://images.example/1.jpg", Keywords = ["boat", "sea"] })
            .Modify(new ImageChange { Id = "boat-0", Title = "The old boat", City = null })
            .Delete("boat-00");
        var operation = await images.ForTenant("my-agency").SubmitAndWaitAsync(batch, cancellationToken: cancellationToken);
        return operation.State == OperationState.Succeeded;
    }
    // end snippet
}
