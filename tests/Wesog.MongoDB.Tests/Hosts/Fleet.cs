using Wesog.MongoDB.Tests.Server;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Several hosts on one database. All except the first may die; a new host then replaces the dead one.</summary>
internal sealed class Fleet(TestDatabase database, ManualTimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _replacing = new(1);
    private readonly List<Host> _all = [];
    private Host[] _current = [];

    /// <summary>All hosts that were started, including dead ones.</summary>
    public IReadOnlyList<Host> All => _all;

    /// <summary>The host that never dies.</summary>
    public Host First => _current[0];

    public async Task StartAsync(int count)
    {
        _current = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Host.StartAsync(database, clock)));
        _all.AddRange(_current);
    }

    /// <summary>Returns a host that was alive when checked, after replacing it if it was dead.</summary>
    public async Task<Host> AnyAsync(int index)
    {
        await _replacing.WaitAsync();
        try
        {
            if (_current[index].Store.IsDead)
            {
                _current[index] = await Host.StartAsync(database, clock);
                _all.Add(_current[index]);
            }

            return _current[index];
        }
        finally
        {
            _replacing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_all.Select(host => host.DisposeAsync().AsTask()));
        _replacing.Dispose();
    }
}
