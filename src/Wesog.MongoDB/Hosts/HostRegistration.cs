using System.Collections.Concurrent;
using MongoDB.Driver;

namespace Wesog.MongoDB.Hosts;

/// <summary>
/// Maintains this host's registration: a session's id is stored before its transactions write. If the host is killed,
/// another host can end those sessions and abort their transactions, without waiting for the server's timeout.
/// </summary>
internal sealed class HostRegistration(HostCollection hosts, TimeSpan lifetime, TimeProvider timeProvider) : IDisposable
{
    // The server discards a session after 30 idle minutes, and the driver does not reuse it after that.
    private static readonly TimeSpan SessionRetention = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<Guid, Entry> _sessions = new();
    private readonly ConcurrentDictionary<string, Entry> _owners = new(StringComparer.Ordinal);

    public string Id { get; } = $"{Environment.MachineName}/{Guid.NewGuid():N}";

    /// <summary>The user that the host authenticates as. Set when the store opens.</summary>
    public string? User { get; set; }

    /// <summary>The server sessions that the host writes in.</summary>
    public IReadOnlyCollection<Guid> Sessions => [.. _sessions.Keys];

    /// <summary>Registers a session before a transaction writes in it.</summary>
    public Task RegisterAsync(IClientSessionHandle session, CancellationToken cancellationToken) =>
        RegisterAsync(_sessions.GetOrAdd(SessionIds.Of(session), static _ => new()), cancellationToken);

    /// <summary>Registers a lease owner before it takes a lease.</summary>
    public Task RegisterAsync(string owner, CancellationToken cancellationToken) =>
        RegisterAsync(_owners.GetOrAdd(owner, static _ => new()), cancellationToken);

    /// <summary>Extends the registration by its lifetime from now. Writes it again if another host has deleted it.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var (session, entry) in _sessions)
        {
            if (timeProvider.GetElapsedTime(Volatile.Read(ref entry.LastUse)) > SessionRetention)
            {
                _sessions.TryRemove(session, out _);
            }
        }

        if (!_sessions.IsEmpty || !_owners.IsEmpty)
        {
            await WriteAsync(null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the registration. The host must have no open transaction.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken) => hosts.DeleteAsync(Id, cancellationToken);

    public void Dispose() => _writing.Dispose();

    private Task RegisterAsync(Entry entry, CancellationToken cancellationToken)
    {
        Volatile.Write(ref entry.LastUse, timeProvider.GetTimestamp());
        return entry.IsStored ? Task.CompletedTask : WriteAsync(entry, cancellationToken);
    }

    // One write at a time stores all entries. Callers that waited find theirs stored already.
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
        public long LastUse;
        public volatile bool IsStored;
    }
}
