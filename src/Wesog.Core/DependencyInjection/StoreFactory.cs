using Wesog.Storage;

namespace Wesog.DependencyInjection;

// The container registers a factory instead of the store, because the engine owns and disposes the store.
internal sealed record StoreFactory(Func<IServiceProvider, IImageStore> Create);
