using Wesog.Storage;

namespace Wesog.DependencyInjection;

// The container holds the way to make the store, not the store: that belongs to the engine, which disposes it.
internal sealed record StoreFactory(Func<IServiceProvider, IImageStore> Create);
