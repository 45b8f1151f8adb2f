using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>A client's call of an engine, from its begin to its answer.</summary>
internal sealed class Flow(int number, string what, Host host)
{
    private static readonly AsyncLocal<Flow?> _current = new();

    private string? _key;

    /// <summary>The one on whose road the present call of the store is; null for the engine's own.</summary>
    public static Flow? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public Host Host { get; } = host;

    public CancellationTokenSource GiveUp { get; } = new();

    public Request? Request { get; init; }

    /// <summary>
    /// Its idempotency key, an instance of its own: it tells apart the submissions of clients that ask for the same.
    /// </summary>
    public string? Key => _key ??= Request?.Key is { } key ? new(key.AsSpan()) : null;

    /// <summary>Whether one of its calls met an outage.</summary>
    public bool MetOutage { get; private set; }

    /// <summary>Whether the store has accepted an operation of it.</summary>
    public bool WasAccepted { get; set; }

    /// <summary>Whether one of its calls found the queue full.</summary>
    public bool FoundFull { get; set; }

    public bool IsOver { get; set; }

    public void MeetOutage() => MetOutage = true;

    public override string ToString() => $"#{number} {Host} {what}";

    /// <summary>Whether an operation was made of its submission.</summary>
    public bool IsOf(NewOperation operation, WesogOptions options) =>
        Key is null ? Request?.IsOf(operation, options) == true : ReferenceEquals(Key, operation.Key?.Key);
}
