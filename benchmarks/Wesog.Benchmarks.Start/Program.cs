using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wesog.Images;
using Wesog.Operations;

// Starts a generic host with or without an engine. Prints a line when the host has started or, with an engine, when its first
// operation has finished. Like a worker service it does not use ASP.NET Core, whose copy of the host is precompiled.
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
switch (args)
{
    case ["empty"]:
        await StartAsync(_ => Task.CompletedTask);
        break;
    case ["memory"]:
        AddEngine(builder.Services);
        await StartAsync(AddImageAsync);
        break;
    case ["sqlite"]:
        var directory = Directory.CreateTempSubdirectory("wesog-benchmark-").FullName;
        AddEngineOnSqlite(builder.Services, Path.Combine(directory, "wesog.db"));
        await StartAsync(AddImageAsync);
        Directory.Delete(directory, recursive: true);
        break;
}

async Task StartAsync(Func<IServiceProvider, Task> afterStartAsync)
{
    using var host = builder.Build();
    await host.StartAsync();
    await afterStartAsync(host.Services);
    Console.WriteLine("done");
    await host.StopAsync();
}

// Separate methods, so that a host without an engine does not load the assemblies of the engine.
static void AddEngine(IServiceCollection services) => services.AddWesogImages();

static void AddEngineOnSqlite(IServiceCollection services, string path) => services.AddWesogImages().UseSqlite(path);

static async Task AddImageAsync(IServiceProvider services)
{
    var batch = new ImageBatch().Add(new Image
    {
        Id = "img-00000001",
        Src = "https://images.example.com/originals/00000001.jpg",
        UrlImgThumbnail = "https://images.example.com/thumbnails/00000001.jpg",
        Title = "Barcas de pesca en el puerto",
        Caption = "Varias barcas de pesca amarradas en el puerto viejo al amanecer, con las redes extendidas sobre el muelle.",
        ModelRelease = true,
        Date = new DateOnly(2024, 1, 1),
        City = "Cádiz",
        Country = "España",
        Keywords = ["barca", "puerto", "amanecer"],
    });
    var operation = await services.GetRequiredService<IImageOperationService>().SubmitAndWaitAsync("agency", batch);
    if (operation.State != OperationState.Succeeded)
    {
        throw new InvalidOperationException($"The operation is {operation.State}.");
    }
}
