using Wesog.Operations;
using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Checks;

/// <summary><c>docs/specification.md</c>, section "Queue": one turn of a tenant at a time, in queue order, under a fence that rises.</summary>
internal sealed class TurnRules(Scene scene, Action<string> violate, Func<IEnumerable<AcceptedOperation>> queue)
{
    private long _fence;
    private TimeSpan _until;
    private List<long> _turn = [];

    private bool IsHeld => scene.Agenda.Now < _until;

    /// <summary>A host is about to claim or to transact.</summary>
    public void Begins(Host host) => Require(host.State != HostState.Stopped, $"{host} goes on though it has stopped.");

    public void Claimed(WorkItem? turn, CommitLimits bounds)
    {
        if (turn is null)
        {
            return;
        }

        var ids = turn.Operations.Select(claimed => claimed.Operation.Id).ToList();
        scene.Trace.Add($"  {turn.Lease.Tenant} {turn.Lease.FencingToken}: {string.Join(", ", ids)}");
        Require(!IsHeld, $"The turn was claimed under {turn.Lease.FencingToken} while {_fence} held it.");
        Require(turn.Lease.FencingToken > _fence, $"The fence {turn.Lease.FencingToken} is not above {_fence}.");
        Require(
            ids.SequenceEqual(queue().Take(ids.Count).Select(operation => operation.Id)),
            $"The turn took {string.Join(", ", ids)} out of order.");
        Require(
            ids.Count == 1 || (ids.Count <= bounds.Operations && turn.Operations.Sum(claimed => claimed.Operation.Total) <= bounds.Items),
            $"The turn took {ids.Count} operations, beyond its bounds.");
        if (_turn.Count > 0 && _until > TimeSpan.Zero)
        {
            scene.Tally.Count("turns taken over");
        }

        (_fence, _until, _turn) = (turn.Lease.FencingToken, scene.Agenda.Now + turn.Lease.Options.Duration, ids);
    }

    public void Renewed(Lease lease)
    {
        RequireHeldBy(lease);
        _until = scene.Agenda.Now + lease.Options.Duration;
    }

    public void Released(Lease lease)
    {
        if (lease.FencingToken == _fence && IsHeld)
        {
            (_until, _turn) = (TimeSpan.Zero, []);
        }
    }

    public void Committed(Lease lease, IReadOnlyList<Operation> finished)
    {
        RequireHeldBy(lease);
        Require(finished.All(operation => _turn.Remove(operation.Id)), $"A commit under {lease.FencingToken} ended what is not, or no longer, of its turn.");
    }

    // One whose time is up harms no one while no other has come: what counts is the fence.
    private void RequireHeldBy(Lease lease) =>
        Require(lease.FencingToken == _fence, $"The store took a call under {lease.FencingToken}, though the turn is another's, under {_fence}.");

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            violate(otherwise);
        }
    }
}
