using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Samples.CustomStore.Tests;

public sealed class FileStoreEngineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_engine_finds_what_it_has_stored_after_a_restart()
    {
        long queued;
        await using (var engine = await ImageEngine.StartNewAsync(new FileImageStore(_directory.Path, TimeProvider.System)))
        {
            await engine.Operations.SubmitAndWaitAsync("t", new ImageBatch().Add(new Image { Id = "a", Src = "http://x/a" }));
            queued = (await engine.Operations.SubmitAsync("t", new ImageBatch().Add(new Image { Id = "b", Src = "http://x/b" }))).Operation.Id;
        }

        await using var restarted = await ImageEngine.StartNewAsync(new FileImageStore(_directory.Path, TimeProvider.System));
        Assert.Equal(OperationState.Succeeded, (await restarted.Operations.WaitAsync("t", queued, Timeout.InfiniteTimeSpan))!.State);
        Assert.Equal(["a", "b"], (await restarted.Images.ListAsync("t", 0, 10)).Images.Select(image => image.Id));
    }

    [Fact]
    public async Task A_host_can_use_the_store_by_a_factory()
    {
        using var host = CreateHost(_directory.Path);
        await host.StartAsync();
        var operations = host.Services.GetRequiredService<IImageOperationService>();
        var operation = await operations.SubmitAndWaitAsync("t", new ImageBatch().Add(new Image { Id = "a", Src = "http://x/a" }));
        await host.StopAsync();

        Assert.Equal(OperationState.Succeeded, operation.State);
        Assert.True(File.Exists(_directory.Journal));
    }

    private static IHost CreateHost(string directory)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddWesogImages()
            .UseStore(services => new FileImageStore(directory, services.GetRequiredService<TimeProvider>()));
        return builder.Build();
    }
}
