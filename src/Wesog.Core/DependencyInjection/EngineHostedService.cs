using Microsoft.Extensions.Hosting;
using Wesog.Engine;

namespace Wesog.DependencyInjection;

/// <summary>
/// Starts and stops the engine with the host. The engine stops before the other hosted services: a web server waits for its requests
/// on stop, and these may wait for operations that the engine no longer runs.
/// </summary>
internal sealed class EngineHostedService(ImageEngine engine) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    // For hosts that do not call StoppingAsync. Has no effect on a stopped engine.
    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
