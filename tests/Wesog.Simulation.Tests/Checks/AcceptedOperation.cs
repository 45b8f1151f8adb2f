using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>The expected state of an operation that the store has accepted.</summary>
internal sealed class AcceptedOperation(long id, Request request, long bytes)
{
    public long Id { get; } = id;

    public Request Request { get; } = request;

    public long Bytes { get; } = bytes;

    /// <summary>The number of failures because of an internal error, without the one that poisons the operation.</summary>
    public int Failures { get; set; }

    /// <summary>Whether it needs damaged data: it names a damaged image or searches one, or its payload is damaged.</summary>
    public bool NeedsDamage { get; init; }

    /// <summary>The host whose call finished the operation, or null.</summary>
    public Host? FinishedBy { get; set; }

    public bool IsUrgent => Request.Content.Urgent;
}
