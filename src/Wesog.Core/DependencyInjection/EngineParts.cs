using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.Engine;

namespace Wesog.DependencyInjection;

/// <summary>What the container has to make an engine of.</summary>
/// <remarks>
/// As parameters of a constructor, not asked for one by one: the factory of a store asks for the clock too, and for what is
/// asked for a second time the container compiles code while the host starts.
/// </remarks>
internal sealed class EngineParts(
    IServiceProvider services, StoreFactory store, IOptions<WesogOptions> options, TimeProvider timeProvider, ILoggerFactory? loggerFactory = null)
{
    public ImageEngine Assemble() => new(store.Create(services), options.Value, timeProvider, loggerFactory);
}
