using Wesog.Operations;
using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>Checks <c>docs/specification.md</c>, section "Queue": one work item of a tenant at a time, in queue order, with increasing fencing tokens.</summary>
internal sealed class WorkItemRules(SimulationContext context, Action<string> violate, Func<IEnumerable<AcceptedOperation>> queue)
{
    private long _fencingToken;
    private TimeSpan _until;
    private readonly HashSet<long> _edits = [];
    private List<long> _workItem = [];

    private bool IsLeased => context.Events.Now < _until;

    /// <summary>Requires that a host that claims or commits has not stopped.</summary>
    public void RequireRunning(Host host) => Require(host.State != HostState.Stopped, $"{host} continues after it has stopped.");

    public void Claimed(WorkItem? workItem, CommitLimits limits)
    {
        if (workItem is null)
        {
            return;
        }

        var ids = workItem.Operations.Select(claimed => claimed.Operation.Id).ToList();
        context.Trace.Add($"  {workItem.Lease.Tenant} {workItem.Lease.FencingToken}: {string.Join(", ", ids)}");
        Require(!IsLeased, $"A work item was claimed with fencing token {workItem.Lease.FencingToken} during the lease {_fencingToken}.");
        Require(workItem.Lease.FencingToken > _fencingToken, $"The fencing token {workItem.Lease.FencingToken} is not above {_fencingToken}.");
        Require(
            ids.SequenceEqual(queue().Take(ids.Count).Select(operation => operation.Id)),
            $"The work item has {string.Join(", ", ids)} out of order.");
        Require(
            ids.Count == 1 || (ids.Count <= limits.Operations && workItem.Operations.Sum(claimed => claimed.Operation.Total) <= limits.Items),
            $"The work item exceeds its limits with {ids.Count} operations.");
        foreach (var edit in queue().Take(ids.Count).Where(operation => operation.Request.IsEdit))
        {
            Require(ids.Count == 1, $"The work item has the edit {edit.Id} and other operations.");
            context.Counters.Count(_edits.Add(edit.Id) ? "edits claimed" : "edits claimed again");
        }

        if (_workItem.Count > 0 && _until > TimeSpan.Zero)
        {
            context.Counters.Count("leases taken over");
        }

        (_fencingToken, _until, _workItem) = (workItem.Lease.FencingToken, context.Events.Now + workItem.Lease.Options.Duration, ids);
    }

    public void Renewed(Lease lease)
    {
        RequireCurrent(lease);
        _until = context.Events.Now + lease.Options.Duration;
    }

    public void Released(Lease lease)
    {
        if (lease.FencingToken == _fencingToken && IsLeased)
        {
            (_until, _workItem) = (TimeSpan.Zero, []);
        }
    }

    public void OwnerChanged() => (_until, _workItem) = (TimeSpan.Zero, []);

    public void Committed(Lease lease, IReadOnlyList<Operation> finished)
    {
        RequireCurrent(lease);
        Require(finished.All(operation => _workItem.Remove(operation.Id)), $"A commit under {lease.FencingToken} finished an operation that is not part of its work item.");
    }

    // A store may accept a call under an expired lease that no other claim has replaced. Only the fencing token decides.
    private void RequireCurrent(Lease lease) =>
        Require(lease.FencingToken == _fencingToken, $"The store accepted a call with fencing token {lease.FencingToken} during the lease {_fencingToken}.");

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            violate(otherwise);
        }
    }
}
