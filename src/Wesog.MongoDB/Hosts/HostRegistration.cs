using System.Collections.Concurrent;
using MongoDB.Driver;

namespace Wesog.MongoDB.Hosts;

/// <summary>
/// Keeps this host's registration: before a transaction writes, its session's id is in the database. If the host is
/// killed, another host can end those sessions, and their transactions with them, instead of waiting for the server.
/// </summary>
internal sealed class HostRegistration(HostCollection hosts, TimeSpan lifetime, TimeProvider timeProvider) : IDisposable
{
    // The driver uses no session again that was idle for half an hour, which is when the server forgets it.
    private static readonly TimeSpan SessionRetention = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<Guid, Entry> _sessions = new();
    private readonly ConcurrentDictionary<string, Entry> _owners = new(StringComparer.Ordinal);

    public string Id { get; } = $"{Environment.MachineName}/{Guid.NewGuid():N}";

    /// <summary>Who the host signs in as; set when the store is opened.</summary>
    public string? User { get; set; }

    /// <summary>All sessions that the host writes in.</summary>
    public IReadOnlyCollection<Guid> Sessions => [.. _sessions.Keys];

    /// <summary>Registers a session before a transaction writes in it.</summary>
    public Task RegisterAsync(IClientSessionHandle session, CancellationToken cancellationToken) =>
        RegisterAsync(_sessions.GetOrAdd(SessionIds.Of(session), static _ => new()), cancellationToken);

    /// <summary>Registers an owner of leases before it takes one.</summary>
    public Task RegisterAsync(string owner, CancellationToken cancellationToken) =>
        RegisterAsync(_owners.GetOrAdd(owner, static _ => new()), cancellationToken);

    /// <summary>Prolongs the registration by its lifetime from now. Writes it again if another host has removed it.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var (session, entry) in _sessions)
        {
            if (timeProvider.GetElapsedTime(entry.LastUse) > SessionRetention)
            {
                _sessions.TryRemove(session, out _);
            }
        }

        if (!_sessions.IsEmpty || !_owners.IsEmpty)
        {
            await WriteAsync(null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the registration: no transaction of the host is open any more.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken) => hosts.DeleteAsync(Id, cancellationToken);

    public void Dispose() => _writing.Dispose();

    private Task RegisterAsync(Entry entry, CancellationToken cancellationToken)
    {
        entry.LastUse = timeProvider.GetTimestamp();
        return entry.IsStored ? Task.CompletedTask : WriteAsync(entry, cancellationToken);
    }

    // One write at a time, and of all there is: those that wait for it find that they are stored.
    private async Task WriteAsync(Entry? added, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (added is { IsStored: true })
            {
                return;
            }

            var (owners, sessions) = (_owners.ToArray(), _sessions.ToArray());
            await hosts
                .WriteAsync(Id, User, owners.Select(owner => owner.Key), sessions.Select(session => session.Key), lifetime, cancellationToken)
                .ConfigureAwait(false);
            foreach (var entry in owners.Select(owner => owner.Value).Concat(sessions.Select(session => session.Value)))
            {
                entry.IsStored = true;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private sealed class Entry
    {
        private long _lastUse;
        private volatile bool _isStored;

        public long LastUse
        {
            get => Volatile.Read(ref _lastUse);
            set => Volatile.Write(ref _lastUse, value);
        }

        public bool IsStored
        {
            get => _isStored;
            set => _isStored = value;
        }
    }
}
