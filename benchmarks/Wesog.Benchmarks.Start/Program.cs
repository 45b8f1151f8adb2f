using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wesog.Images;
using Wesog.Operations;

// Starts a generic host, with an engine in it or with nothing, and prints a line when it has started or, with an engine, has
// finished its first operation. As a worker service has it: without ASP.NET, whose copy of the host is compiled beforehand.
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

async Task StartAsync(Func<IServiceProvider, Task> workAsync)
{
    using var host = builder.Build();
    await host.StartAsync();
    await workAsync(host.Services);
    Console.WriteLine("done");
    await host.StopAsync();
}

// Methods of their own, so that a host that has no engine loads nothing of it.
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
