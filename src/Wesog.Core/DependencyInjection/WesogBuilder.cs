using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wesog.Storage;
using Wesog.Storage.InMemory;

namespace Wesog.DependencyInjection;

/// <summary>Configures the store of the engine that <c>AddWesogImages</c> registers. The last configured store is used.</summary>
public sealed class WesogBuilder
{
    internal WesogBuilder(IServiceCollection services) => Services = services;

    /// <summary>The service collection that contains the engine.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Uses the in-memory store, which loses its data when the process ends. This is the default.</summary>
    public WesogBuilder UseInMemory() =>
        UseStore(services => new InMemoryImageStore(services.GetRequiredService<TimeProvider>()));

    /// <summary>Uses the given store, which the engine owns and disposes.</summary>
    public WesogBuilder UseStore(Func<IServiceProvider, IImageStore> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.Replace(ServiceDescriptor.Singleton(new StoreFactory(factory)));
        return this;
    }
}
