using Microsoft.Extensions.Hosting;
using Wesog.Engine;

namespace Wesog.DependencyInjection;

/// <summary>
/// Starts the engine before, and stops it after, all other hosted services, whatever the order of their registration: a service may use
/// the engine from its <c>StartAsync</c> to the end of its <c>StopAsync</c>.
/// </summary>
internal sealed class EngineHostedService(ImageEngine engine) : IHostedLifecycleService
{
    private bool _hasLifecycle;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _hasLifecycle = true;
        return engine.StartAsync(cancellationToken);
    }

    // For hosts that know only IHostedService, such as the one of WebHostBuilder.
    public Task StartAsync(CancellationToken cancellationToken) =>
        _hasLifecycle ? Task.CompletedTask : engine.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        _hasLifecycle ? Task.CompletedTask : engine.StopAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
