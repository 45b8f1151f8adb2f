using Wesog.MongoDB.Tests.Server;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Hosts on one database, of which all but the first may die: then another is started in their place.</summary>
internal sealed class Fleet(TestDatabase database, ManualTimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _repair = new(1);
    private readonly List<Host> _all = [];
    private Host[] _places = [];

    /// <summary>All hosts there ever were.</summary>
    public IReadOnlyList<Host> All => _all;

    /// <summary>Lives as long as the others, or longer.</summary>
    public Host First => _places[0];

    public async Task StartAsync(int count)
    {
        _places = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Host.StartAsync(database, clock)));
        _all.AddRange(_places);
    }

    /// <summary>A host that lived a moment ago.</summary>
    public async Task<Host> AnyAsync(int index)
    {
        await _repair.WaitAsync();
        try
        {
            if (_places[index].Store.IsDead)
            {
                _places[index] = await Host.StartAsync(database, clock);
                _all.Add(_places[index]);
            }

            return _places[index];
        }
        finally
        {
            _repair.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_all.Select(host => host.DisposeAsync().AsTask()));
        _repair.Dispose();
    }
}
