namespace Wesog.Server.Tests.Running;

/// <summary>A server without configuration that several tests share.</summary>
public sealed class LocalServer : IAsyncLifetime
{
    private ServerProcess? _process;

    internal ServerProcess Process => _process ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _process = await ServerProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
