using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Tests.Engine;

public sealed class UseSqliteTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_host_finds_its_images_again()
    {
        using (var host = Build())
        {
            await host.StartAsync();
            var batch = new ImageBatch().Add(new Images.Image { Id = "a", Src = "http://x/a" });
            await host.Services.GetRequiredService<IImageOperationService>().SubmitAndWaitAsync("t", batch);
            await host.StopAsync();
        }

        using (var host = Build())
        {
            await host.StartAsync();
            var engine = host.Services.GetRequiredService<ImageEngine>();
            Assert.Equal("sqlite", engine.StoreName);
            Assert.NotNull(await engine.Images.GetAsync("t", "a"));
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task A_host_whose_file_is_refused_does_not_start()
    {
        Directory.CreateDirectory(_directory.Database);
        using var host = Build();

        await Assert.ThrowsAsync<StoreInitializationException>(() => host.StartAsync());
    }

    [Fact]
    public void A_path_must_be_given() =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddWesogImages().UseSqlite(" "));

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWesogImages().UseSqlite(_directory.Database);
        return builder.Build();
    }
}
