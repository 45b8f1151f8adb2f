using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wesog.Storage;
using Wesog.Storage.InMemory;

namespace Wesog.DependencyInjection;

/// <summary>Chooses what the engine of <c>AddWesogImages</c> works on. The last choice of a store counts.</summary>
public sealed class WesogBuilder
{
    internal WesogBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services that the engine is registered in.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Keeps everything in memory, for as long as the process lives: the default.</summary>
    public WesogBuilder UseInMemory() =>
        UseStore(services => new InMemoryImageStore(services.GetRequiredService<TimeProvider>()));

    /// <summary>Keeps everything in the given store, which the engine owns and disposes.</summary>
    public WesogBuilder UseStore(Func<IServiceProvider, IImageStore> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.Replace(ServiceDescriptor.Singleton(new StoreFactory(factory)));
        return this;
    }
}
