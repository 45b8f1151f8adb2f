using Microsoft.Extensions.Hosting;
using Wesog.Engine;

namespace Wesog.DependencyInjection;

/// <summary>Starts and stops the engine with its host.</summary>
internal sealed class EngineHostedService(ImageEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
