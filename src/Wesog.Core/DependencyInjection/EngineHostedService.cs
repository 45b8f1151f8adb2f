using Microsoft.Extensions.Hosting;
using Wesog.Engine;

namespace Wesog.DependencyInjection;

/// <summary>
/// Starts and stops the engine with its host. It stops before the host's other services begin to: a web server's stop waits
/// for its requests, and these may wait for operations that the engine is not going to run any more.
/// </summary>
internal sealed class EngineHostedService(ImageEngine engine) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    // Again, for hosts that know nothing of the step before; to an engine that has stopped it does nothing.
    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
