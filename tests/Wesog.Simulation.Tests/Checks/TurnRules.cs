using Wesog.Operations;
using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>Contract, section 5: one turn of a tenant at a time, in queue order, under a fence that rises.</summary>
internal sealed class TurnRules(Scene scene, Action<string> violate, Func<IEnumerable<AcceptedOperation>> queue)
{
    private long _fence;
    private TimeSpan _until;
    private List<long> _turn = [];

    private bool IsHeld => scene.Agenda.Now < _until;

    /// <summary>A host is about to claim or to transact.</summary>
    public void Begins(Host host) => Require(host.State != HostState.Stopped, $"{host} goes on though it has stopped.");

    public void Claimed(Turn? turn, GroupBounds bounds)
    {
        if (turn is null)
        {
            return;
        }

        var ids = turn.Operations.Select(claimed => claimed.Operation.Id).ToList();
        scene.Trace.Add($"  {turn.Lease.Tenant} {turn.Lease.Fence}: {string.Join(", ", ids)}");
        Require(!IsHeld, $"The turn was claimed under {turn.Lease.Fence} while {_fence} held it.");
        Require(turn.Lease.Fence > _fence, $"The fence {turn.Lease.Fence} is not above {_fence}.");
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

        (_fence, _until, _turn) = (turn.Lease.Fence, scene.Agenda.Now + turn.Lease.Terms.Duration, ids);
    }

    public void Renewed(Lease lease)
    {
        RequireHeldBy(lease);
        _until = scene.Agenda.Now + lease.Terms.Duration;
    }

    public void Released(Lease lease)
    {
        if (lease.Fence == _fence && IsHeld)
        {
            (_until, _turn) = (TimeSpan.Zero, []);
        }
    }

    public void Committed(Lease lease, IReadOnlyList<Operation> finished)
    {
        RequireHeldBy(lease);
        Require(finished.All(operation => _turn.Remove(operation.Id)), $"A commit under {lease.Fence} ended what is not, or no longer, of its turn.");
    }

    // One whose time is up harms no one while no other has come: what counts is the fence.
    private void RequireHeldBy(Lease lease) =>
        Require(lease.Fence == _fence, $"The store took a call under {lease.Fence}, though the turn is another's, under {_fence}.");

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            violate(otherwise);
        }
    }
}
