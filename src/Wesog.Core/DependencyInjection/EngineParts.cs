using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.Engine;

namespace Wesog.DependencyInjection;

/// <summary>Creates the engine from the services of the container.</summary>
/// <remarks>
/// Uses constructor parameters instead of separate GetService calls. Store factories also resolve the clock, and a second resolution
/// of a service makes the container compile code during the start of the host.
/// </remarks>
internal sealed class EngineParts(
    IServiceProvider services, StoreFactory store, IOptions<WesogOptions> options, TimeProvider timeProvider, ILoggerFactory? loggerFactory = null)
{
    public ImageEngine Assemble() => new(store.Create(services), options.Value, timeProvider, loggerFactory);
}
