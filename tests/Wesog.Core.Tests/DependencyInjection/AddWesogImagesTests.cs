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
    public async Task A_host_starts_the_engine_serves_it_and_stops_it()
    {
        using var host = HostWith(services => services.AddWesogImages());
        await host.StartAsync();
        var operations = host.Services.GetRequiredService<IImageOperationService>();
        await operations.SubmitAndWaitAsync("t", Samples.Adds("a"));
        Assert.NotNull(await host.Services.GetRequiredService<IImageCatalog>().GetAsync("t", "a"));
        Assert.NotNull(host.Services.GetRequiredService<IImageBatchReader>());
        await host.StopAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => operations.SubmitAsync("t", Samples.Adds("b")));
    }

    [Fact]
    public async Task A_host_with_settings_out_of_bounds_does_not_start_and_names_them_all()
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
    public void Adding_twice_is_one_engine_with_the_settings_of_both()
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
    public async Task The_last_choice_of_a_store_counts_and_the_engine_disposes_it()
    {
        var store = new InMemoryImageStore(TimeProvider.System);
        using (var host = HostWith(services => services.AddWesogImages().UseInMemory().UseStore(_ => store)))
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IImageOperationService>().SubmitAndWaitAsync("t", Samples.Adds("a"));
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
