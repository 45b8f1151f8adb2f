using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wesog;
using Wesog.DependencyInjection;
using Wesog.Engine;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Wesog image engine.</summary>
public static class WesogServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="Wesog.Operations.IImageOperationService"/>, <see cref="Wesog.Catalog.IImageCatalog"/>,
    /// <see cref="Wesog.Serialization.IImageBatchReader"/> and their <see cref="ImageEngine"/>, which starts and stops with the host.
    /// The default store is in memory; the builder selects another. A repeated call adds to the settings.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Changes the settings. They are validated when the host starts.</param>
    /// <remarks><c>docs/specification.md</c>, section "In process".</remarks>
    public static WesogBuilder AddWesogImages(this IServiceCollection services, Action<WesogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<WesogOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        var builder = new WesogBuilder(services);
        if (!services.Any(service => service.ServiceType == typeof(StoreFactory)))
        {
            builder.UseInMemory();
            services.AddHostedService<EngineHostedService>();
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WesogOptions>, WesogOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EngineParts>();
        services.TryAddSingleton(provider => provider.GetRequiredService<EngineParts>().Assemble());
        services.TryAddSingleton(provider => provider.GetRequiredService<ImageEngine>().Operations);
        services.TryAddSingleton(provider => provider.GetRequiredService<ImageEngine>().Images);
        services.TryAddSingleton(provider => provider.GetRequiredService<ImageEngine>().BatchReader);
        return builder;
    }
}
