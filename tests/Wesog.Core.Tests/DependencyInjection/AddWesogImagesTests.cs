using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Wesog.Catalog;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Storage.InMemory;

namespace Wesog.Core.Tests.DependencyInjection;

public class AddWesogImagesTests
{
    [Fact]
    public async Task A_host_starts_provides_and_stops_the_engine()
    {
        using var host = HostWith(services => services.AddWesogImages());
        await host.StartAsync();
        var operations = host.Services.GetRequiredService<IImageOperationService>();
        await operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        Assert.NotNull(await host.Services.GetRequiredService<IImageCatalog>().GetAsync("t", "a"));
        Assert.NotNull(host.Services.GetRequiredService<IImageBatchReader>());
        await host.StopAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => operations.SubmitAsync("t", TestBatches.Add("b")));
    }

    [Fact]
    public async Task A_host_with_invalid_settings_does_not_start_and_names_all_of_them()
    {
        using var host = HostWith(services => services.AddWesogImages(options =>
        {
            options.Limits.GroupItems = 0;
            options.Images.MaxTitleLength = -1;
        }));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(2, failure.Failures.Count());
    }

    [Fact]
    public void Adding_twice_registers_one_engine_with_both_settings()
    {
        var services = new ServiceCollection();
        services.AddWesogImages(options => options.Limits.MaxErrors = 7);
        services.AddWesogImages(options => options.Limits.MaxAttempts = 8);
        Assert.Single(services, service => service.ServiceType == typeof(ImageEngine));
        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        using var provider = services.BuildServiceProvider();
        var limits = provider.GetRequiredService<IOptions<WesogOptions>>().Value.Limits;
        Assert.Equal((7, 8), (limits.MaxErrors, limits.MaxAttempts));
    }

    [Fact]
    public async Task The_last_configured_store_is_used_and_the_engine_disposes_it()
    {
        var store = new InMemoryImageStore(TimeProvider.System);
        using (var host = HostWith(services => services.AddWesogImages().UseInMemory().UseStore(_ => store)))
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IImageOperationService>().SubmitAndWaitAsync("t", TestBatches.Add("a"));
            Assert.Single(await store.FindImagesAsync("t", ["a"], default));
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ProbeAsync(0, default));
    }

    private static IHost HostWith(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        configure(builder.Services);
        return builder.Build();
    }
}
