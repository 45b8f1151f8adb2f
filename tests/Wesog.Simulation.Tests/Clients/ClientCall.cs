using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>A call of a client to an engine.</summary>
internal sealed class ClientCall(int number, string what, Host host)
{
    private static readonly AsyncLocal<ClientCall?> _current = new();

    /// <summary>The client call that makes the current store call, or null for a call by the engine itself.</summary>
    public static ClientCall? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public Host Host { get; } = host;

    public CancellationTokenSource Cancellation { get; } = new();

    public Request? Request { get; init; }

    /// <summary>The label of the submission. Each call has another one, which distinguishes equal submissions of several clients.</summary>
    public string Label => $"call {number}";

    /// <summary>Whether a store call failed because of an outage.</summary>
    public bool SawOutage { get; private set; }

    /// <summary>Whether the host ran out of memory during a store call.</summary>
    public bool SawOutOfMemory { get; private set; }

    /// <summary>Whether the store has accepted the operation.</summary>
    public bool WasAccepted { get; set; }

    /// <summary>Whether the store reported a full queue.</summary>
    public bool SawFullQueue { get; set; }

    public bool IsCompleted { get; set; }

    public void RecordOutage() => SawOutage = true;

    public void RecordOutOfMemory() => SawOutOfMemory = true;

    public override string ToString() => $"#{number} {Host} {what}";

    /// <summary>Whether the operation comes from the submission of this call.</summary>
    public bool IsOf(NewOperation operation) => operation.Operation.Label == Label;
}
