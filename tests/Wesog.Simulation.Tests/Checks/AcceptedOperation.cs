using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>What the ledger knows of an operation that the store has accepted.</summary>
internal sealed class AcceptedOperation(long id, Request request, long bytes)
{
    public long Id { get; } = id;

    public Request Request { get; } = request;

    public long Bytes { get; } = bytes;

    /// <summary>How often it has failed because of an internal error, without the failure that poisons it.</summary>
    public int Failures { get; set; }

    /// <summary>Whose call ended it; null until then.</summary>
    public Host? EndedBy { get; set; }

    public bool IsUrgent => Request.Asked.Urgent;
}
